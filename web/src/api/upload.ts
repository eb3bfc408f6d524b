import { errorOf, NetworkError } from './errors';
import { pause } from './pause';
import { refresh } from './refresh';
import { session } from './session';
import type { Attachment } from './vocabulary';

const silence = 30_000;

type Options = {
  /** Called with the part that is sent, from 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
};

/**
 * Attaches a file to a task. XMLHttpRequest, because fetch tells no progress. As with other requests a 401 refreshes the tokens and sends the
 * file once more, and a 429 begins the pause.
 */
export async function uploadFile(taskId: string, file: File, options: Options): Promise<Attachment> {
  pause.check();
  const token = session.tokens?.access_token;
  let response = await sendOnce(taskId, file, token, options);
  if (response.status === 401 && token && (await refresh(token))) {
    response = await sendOnce(taskId, file, session.tokens?.access_token, options);
  }
  if (response.ok) return response.json();
  const error = await errorOf(response);
  if (error.status === 429) pause.begin(error.retryAt ?? 0);
  throw error;
}

function sendOnce(taskId: string, file: File, token: string | undefined, options: Options): Promise<Response> {
  const { onProgress, signal } = options;
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append('file', file, file.name);
  return new Promise<Response>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout>;
    const fail = () => reject(new NetworkError('The server does not answer.'));
    // Silence is limited, not the time of the whole: a slow line may need minutes.
    const restart = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        request.abort();
        fail();
      }, silence);
    };
    const cancel = () => {
      request.abort();
      reject(signal.reason);
    };
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel, { once: true });
    request.upload.onprogress = (event) => {
      restart();
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve(responseOf(request));
    request.onerror = fail;
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    request.open('POST', `/api/v1/tasks/${taskId}/attachments`);
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    restart();
    request.send(body);
  });
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return new Response(request.responseText, { status: request.status, headers });
}
