// Prints the id of the event on standard input, to show that another language finds the same one.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`;
};

const { id, ...content } = JSON.parse(readFileSync(0, 'utf8'));
console.log(createHash('sha256').update(canonical(content), 'utf8').digest('hex'));
