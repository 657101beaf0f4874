/**
 * A tar archive (POSIX ustar, with a pax header where a name is too long) whose bytes follow from names and contents alone: files in the
 * order of their names, one time, no owner, and only whether a file can be run.
 */
import { gzipSync } from 'node:zlib';

const block = 512;
/** 1980-01-01, the earliest that every unpacker takes. */
const time = 315_532_800;

/** @param files [{ name, content, isProgram? }], names with slashes */
export function tarGz(files) {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = sorted.flatMap(({ name, content, isProgram }) => [
    ...header(name, content.length, isProgram ? 0o755 : 0o644),
    content,
    padding(content.length),
  ]);
  // Two empty blocks end an archive. The gzip header of Node holds no time.
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]), { level: 9 });
}

const padding = (length) => Buffer.alloc((block - (length % block)) % block);

function header(name, size, mode) {
  if (Buffer.byteLength(name) <= 100) return [ustar(name, size, mode, '0')];
  const record = paxRecord('path', name);
  return [
    ustar('PaxHeader', record.length, 0o644, 'x'),
    record,
    padding(record.length),
    ustar(cut(name), size, mode, '0'),
  ];
}

/** For unpackers that do not read the header before. */
const cut = (name) =>
  Buffer.from(name)
    .subarray(-100)
    .toString('latin1')
    .replaceAll(/[^\x20-\x7e]/g, '_');

/** `<length> path=<name>\n`, where the length counts itself. */
function paxRecord(key, value) {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function ustar(name, size, mode, type) {
  const bytes = Buffer.alloc(block);
  const octal = (value, width) => value.toString(8).padStart(width - 1, '0');
  bytes.write(name, 0, 100);
  bytes.write(octal(mode, 8), 100);
  bytes.write(octal(0, 8), 108);
  bytes.write(octal(0, 8), 116);
  bytes.write(octal(size, 12), 124);
  bytes.write(octal(time, 12), 136);
  bytes.write(' '.repeat(8), 148);
  bytes.write(type, 156);
  bytes.write('ustar\0' + '00', 257, 'latin1');
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  bytes.write(`${octal(sum, 7)}\0 `, 148, 'latin1');
  return bytes;
}
