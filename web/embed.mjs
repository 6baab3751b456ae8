// Turns a folder of build.mjs into C++: node embed.mjs FOLDER OUT.cpp. The page then is part of the program.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, out] = process.argv.slice(2);
const files = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).files;

function array(name, bytes) {
  const lines = [];
  for (let i = 0; i < bytes.length; i += 64) lines.push([...bytes.subarray(i, i + 64)].join(','));
  return `alignas(16) constexpr unsigned char ${name}[] = {\n${lines.join(',\n')}};\n`;
}

const arrays = [];
const rows = [];
files.forEach(({ path, type }, i) => {
  const plain = readFileSync(join(folder, path));
  const zipped = readFileSync(join(folder, `${path}.gz`));
  arrays.push(array(`kPlain${i}`, plain), array(`kZipped${i}`, zipped));
  const view = (name, size) => `{reinterpret_cast<const char*>(${name}), ${size}}`;
  rows.push(`    {${JSON.stringify(path)}, ${JSON.stringify(type)}, ${view(`kPlain${i}`, plain.length)}, ` +
    `${view(`kZipped${i}`, zipped.length)}},`);
});
writeFileSync(out, `// Made by web/embed.mjs.
#include "http/site.h"

namespace polso::http {
namespace {

${arrays.join('')}
const SiteFile kFiles[] = {
${rows.join('\n')}
};

}  // namespace

std::span<const SiteFile> site_files() { return kFiles; }

}  // namespace polso::http
`);
