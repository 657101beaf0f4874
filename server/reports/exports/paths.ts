/** Addresses of a wave's open data. */
const base = (wave: string) => `/desk/waves/${wave}/open-data`;

export const openDataPaths = {
  page: base,
  xlsx: (wave: string) => `${base(wave)}/data.xlsx`,
  csv: (wave: string) => `${base(wave)}/data.csv`,
  codebook: (wave: string) => `${base(wave)}/codebook.json`,
  tables: (wave: string) => `${base(wave)}/reports.csv`,
  tablesXlsx: (wave: string) => `${base(wave)}/reports.xlsx`,
};
