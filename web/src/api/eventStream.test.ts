import { describe, expect, it } from 'vitest';
import { readEventStream, type StreamMessage } from './eventStream';

async function read(...chunks: string[]): Promise<StreamMessage[]> {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk);
      controller.close();
    },
  });
  const messages: StreamMessage[] = [];
  for await (const message of readEventStream(body)) messages.push(message);
  return messages;
}

describe('readEventStream', () => {
  it('reads an event with its id and data', async () => {
    expect(await read('id: 7\nevent: task.created\ndata: {"a":1}\n\n')).toEqual([
      { id: '7', event: 'task.created', data: '{"a":1}' },
    ]);
  });
  it('joins chunks that break a line', async () => {
    expect(await read('id: 7\neve', 'nt: x\nda', 'ta: y\n', '\n')).toEqual([{ id: '7', event: 'x', data: 'y' }]);
  });
  it('leaves comments and the retry time out', async () => {
    expect(await read(': ping\n\nretry: 3000\n\n')).toEqual([]);
  });
  it('keeps the id of a comment', async () => {
    expect(await read(': ping\nid: 8\n\n')).toEqual([{ id: '8', event: '', data: '' }]);
  });
  it('joins lines of data', async () => {
    expect(await read('data: a\ndata: b\n\n')).toEqual([{ id: '', event: '', data: 'a\nb' }]);
  });
  it('reads lines that end with a carriage return', async () => {
    expect(await read('event: x\r\ndata: y\r\n\r\n')).toEqual([{ id: '', event: 'x', data: 'y' }]);
  });
  it('drops a message that the end cut off', async () => {
    expect(await read('event: x\ndata: y\n')).toEqual([]);
  });
});
