/**
 * The filled rows of a worksheet. A number is what Excel shows of it, so that a mobile number keeps its digits; a date is its ISO day,
 * which cannot be mistaken for an address; a cell without a value that can be had is a bad cell, and its neighbours are read.
 */
import { columnPosition } from '../columnName.ts';
import type { BadCellKind, RawRow } from '../rawRow.ts';
import { attributeOf, type XmlEvents } from './readXml.ts';
import { type NumberFormat, textCollector, unescaped, type WorkbookPlan } from './workbookPlan.ts';

/** No list has more columns; a single cell far to the right must not make every row that long. */
const maxColumns = 2000;

type Read = { text: string } | { bad: BadCellKind; found: string };

const isHidden = (tag: string) => ['1', 'true'].includes(attributeOf(tag, 'hidden') ?? '');

/**
 * @param onRow called for each row that has anything in it
 * @param onHiddenColumn called with the position of each column that is not shown
 */
export function worksheetEvents(
  plan: WorkbookPlan,
  onRow: (row: RawRow) => void,
  onHiddenColumn: (column: number) => void = () => {},
): XmlEvents {
  const inline = textCollector();
  let row: RawRow = { row: 0, cells: [] };
  let column = -1;
  let cell = { type: '', format: undefined as NumberFormat | undefined, value: '', hasFormula: false };
  let isValue = false;
  const put = (read: Read) => {
    if (column >= maxColumns) return;
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = 'text' in read ? read.text : '';
    if ('bad' in read) {
      row.bad ??= [];
      row.bad.push({ column, kind: read.bad, found: read.found });
    }
  };
  return {
    open(name, tag) {
      if (name === 'row') {
        row = { row: Number(attributeOf(tag, 'r') ?? row.row + 1), cells: [] };
        if (isHidden(tag)) row.isHidden = true;
        column = -1;
      } else if (name === 'col' && isHidden(tag)) {
        const last = Math.min(Number(attributeOf(tag, 'max')), maxColumns);
        for (let at = Number(attributeOf(tag, 'min')); at <= last; at += 1) onHiddenColumn(at - 1);
      } else if (name === 'c') {
        const { place, style, type } = cellAttributes(tag);
        column = columnPosition(place ?? '') ?? column + 1;
        cell = { type: type ?? 'n', format: plan.formats[Number(style ?? 0)], value: '', hasFormula: false };
      } else if (name === 'f') cell.hasFormula = true;
      else if (name === 'v') isValue = true;
      else inline.open(name);
    },
    text(piece) {
      if (isValue) cell.value += piece;
      else inline.text(piece);
    },
    close(name) {
      if (name === 'v') isValue = false;
      else if (name === 'c') {
        const read = cell.type === 'inlineStr' ? { text: inline.take() } : cellValue(cell, plan);
        if (!('text' in read) || read.text !== '') put(read);
      } else if (name === 'row') {
        if (row.cells.length > 0) onRow(row);
      } else inline.close(name);
    },
  };
}

/** As nearly all programs write it; files have a million of these. */
const usualCell = /^<c(?: r="([^"&]*)")?(?: s="([^"&]*)")?(?: t="([^"&]*)")?\/?>$/;

function cellAttributes(tag: string) {
  const usual = usualCell.exec(tag);
  if (usual) return { place: usual[1], style: usual[2], type: usual[3] };
  return { place: attributeOf(tag, 'r'), style: attributeOf(tag, 's'), type: attributeOf(tag, 't') };
}

interface Cell {
  type: string;
  format: NumberFormat | undefined;
  value: string;
  hasFormula: boolean;
}

function cellValue({ type, format, value, hasFormula }: Cell, { texts, from1904 }: WorkbookPlan): Read {
  if (type === 'e') return { bad: 'error', found: value };
  if (type === 's') return value === '' ? { text: '' } : { text: texts[Number(value)] ?? '' };
  if (type === 'str') return { text: unescaped(value) };
  if (type === 'd') return { text: value.slice(0, 10) };
  // A program that is no spreadsheet writes formulas without working them out.
  if (value === '') return hasFormula ? { bad: 'noValue', found: '' } : { text: '' };
  if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE' };
  const number = Number(value);
  if (Number.isNaN(number)) return { text: value };
  if (format?.kind === 'date') return dayOf(number, value, from1904);
  const written = plainNumber(number);
  return { text: format?.kind === 'digits' ? written.padStart(format.width, '0') : written };
}

/** Excel keeps fifteen digits; what stands behind them is the error of binary fractions. `9.141234567E9` is a mobile number. */
const plainNumber = (number: number) => String(Number(number.toPrecision(15)));

const daysTo1970 = 25_569;
const daysBefore1904 = 1462;
const lastDay = 2_958_465;

/** A number that is no day was formatted as one by mistake, and nobody knows what was meant. */
function dayOf(number: number, written: string, from1904: boolean): Read {
  const days = Math.floor(number) + (from1904 ? daysBefore1904 : 0);
  if (number < 1 || days > lastDay) return { bad: 'date', found: written };
  return { text: new Date((days - daysTo1970) * 86_400_000).toISOString().slice(0, 10) };
}
