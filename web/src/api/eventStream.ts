/** One message of a `text/event-stream`. A message without data still carries its id. */
export type StreamMessage = { id: string; event: string; data: string };

/** Reads server-sent events. EventSource cannot send the token in a header. */
export async function* readEventStream(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamMessage> {
  let rest = '';
  let message = empty();
  for await (const text of texts(body)) {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (message.id || message.event || message.data) yield message;
        message = empty();
      } else {
        add(message, line);
      }
    }
  }
}

function empty(): StreamMessage {
  return { id: '', event: '', data: '' };
}

function add(message: StreamMessage, line: string): void {
  const colon = line.indexOf(':');
  // A comment keeps the connection open.
  if (colon === 0) return;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'id') message.id = value;
  else if (name === 'event') message.event = value;
  else if (name === 'data') message.data += message.data === '' ? value : `\n${value}`;
}

async function* texts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
