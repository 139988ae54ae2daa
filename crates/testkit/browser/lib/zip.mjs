// Workbooks and editable papers are ZIP files: their parts read and, changed, written again.
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** @param {Buffer} bytes @returns {Map<string, Buffer>} The parts by name. */
export function parts(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const found = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, name, extra, comment] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    found.set(bytes.toString("utf8", at + 46, at + 46 + name), method === 0 ? packed : inflateRawSync(packed));
    at += 46 + name + extra + comment;
  }
  return found;
}

/** @param {Map<string, Buffer>} all @returns {Buffer} */
export function zipped(all) {
  const [bodies, entries] = [[], []];
  let offset = 0;
  for (const [title, bytes] of all) {
    const [name, packed] = [Buffer.from(title), deflateRawSync(bytes)];
    const shared = Buffer.alloc(26); // what both headers hold, from the version on
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const entry = Buffer.alloc(20);
    entry.writeUInt32LE(offset, 10 + 6);
    const body = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), shared, name, packed]);
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), Buffer.from([20, 0]), shared.subarray(0, 24), entry.subarray(4), name]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(all.size, 8);
  end.writeUInt16LE(all.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}
