// Writes the compressed forms of built files beside them: node precompress.mjs FOLDER.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// Fonts and pictures are compressed already.
const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.map', '.svg', '.txt', '.webmanifest', '.xml']);

// A smaller file fits into one packet as it is.
const MIN_BYTES = 1000;

const [folder] = process.argv.slice(2);
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  // The service puts a nonce into the page, so it cannot send a compressed one.
  if (!entry.isFile() || !COMPRESSIBLE.has(extname(entry.name)) || entry.name === 'index.html') {
    continue;
  }
  const file = join(entry.parentPath, entry.name);
  const content = readFileSync(file);
  if (content.length < MIN_BYTES) {
    continue;
  }
  const forms = {
    '.br': brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    '.gz': gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
  };
  for (const [extension, compressed] of Object.entries(forms)) {
    if (compressed.length < content.length) {
      writeFileSync(file + extension, compressed);
    }
  }
}
