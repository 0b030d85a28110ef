// Tells the story of one order: node story.js ORDER-ID. Reads all topics from their beginning, prints what happened in order
// of time, and goes on live until the order is decided and its customer told. Holds every event to its schema and its id.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { Consumer, stringDeserializers } from '@platformatic/kafka';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import canonicalize from 'canonicalize';

const orderId = process.argv[2] ?? process.exit(console.error('Usage: node story.js ORDER-ID') ?? 2);
const schemas = process.env.SCHEMAS ?? `${import.meta.dirname}/../../event-schema/src/main/resources/schemas`;
const topics = ['orders', 'payments', 'notifications'];

const ajv = formats.default(new Ajv2020({ strictTypes: false }));
for (const file of readdirSync(schemas)) ajv.addSchema(JSON.parse(readFileSync(`${schemas}/${file}`, 'utf8')));

function read({ value, headers }) {
  const { id, ...content } = JSON.parse(value);
  if (createHash('sha256').update(canonicalize(content)).digest('hex') !== id) throw new Error('the id is not that of the content');
  const fits = ajv.getSchema(headers.get('ce_dataschema')) ?? ajv.getSchema('https://orderflow.dev/schemas/envelope.json');
  if (!fits({ id, ...content })) throw new Error(ajv.errorsText(fits.errors));
  return { id, ...content };
}

function tell({ createdAt, type, version, id, message: { status, channel, about, reason } }) {
  console.log(createdAt, type.padEnd(21), version, id.slice(0, 12), [status, channel, about, reason].filter(Boolean).join(', '));
}

function isOver(events) {
  const count = (...types) => events.filter(({ type }) => types.includes(type)).length;
  const told = count('NotificationSent', 'NotificationFailed');
  return count('OrderConfirmed', 'OrderRejected', 'OrderExpired', 'OrderCancelled') > 0
      && told > 0 && told === count('NotificationRequested');
}

const consumer = new Consumer({
  groupId: `story-${randomUUID()}`, bootstrapBrokers: (process.env.KAFKA ?? '127.0.0.1:9092').split(','), deserializers: stringDeserializers,
});
const starts = await consumer.listOffsets({ topics, timestamp: -2n });
const ends = await consumer.listOffsets({ topics });
const behind = new Set(topics.flatMap((topic) => ends.get(topic).flatMap((end, n) => (starts.get(topic)[n] < end ? `${topic} ${n}` : []))));
const story = new Map(); // by id: an event may be on its topic twice
for await (const record of await consumer.consume({ topics, mode: 'earliest', autocommit: false, maxWaitTime: 500 })) {
  if (record.key === orderId) {
    try {
      const event = read(record);
      if (behind.size === 0 && !story.has(event.id)) tell(event);
      story.set(event.id, event);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${record.topic} ${record.partition} at ${record.offset}: ${error.message}`);
    }
  }
  const caughtUp = record.offset + 1n >= ends.get(record.topic)[record.partition] && behind.delete(`${record.topic} ${record.partition}`);
  if (caughtUp && behind.size === 0) [...story.values()].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).forEach(tell);
  if (behind.size === 0 && isOver([...story.values()])) break;
}
await consumer.close(true);
