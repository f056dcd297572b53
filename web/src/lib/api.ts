// The requests that are not the socket's: create, look, join, links, records. Every failure is a RefusedError.
import type {
  CreatedWorkshop,
  CreateWorkshop,
  ErrorBody,
  Join,
  Joined,
  Look,
  Looked,
  MadeCode,
  MadeLink,
  MakeLink,
  Programme,
} from './protocol.gen';
import { RefusedError } from './refused';

/** Makes a workshop (W1); `operatorToken` if the operator asks for one. */
export function createWorkshop(body: CreateWorkshop, operatorToken = ''): Promise<CreatedWorkshop> {
  return post('/api/workshops', body, operatorToken);
}

/** The programmes that a workshop can be made from. */
export async function programmes(): Promise<Programme[]> {
  return (await ask('/api/programmes', {})).json() as Promise<Programme[]>;
}

/** What a key opens (W2). */
export function look(body: Look): Promise<Looked> {
  return post('/api/look', body);
}

/** Takes a seat, or opens a wall or a console (W2); `here`: the token of the seat that this device has in that workshop already. */
export function join(body: Join, here = ''): Promise<Joined> {
  return post('/api/join', body, here);
}

/** Makes a new link (W4). */
export function makeLink(workshop: string, token: string, body: MakeLink): Promise<MadeLink> {
  return post(`/api/workshops/${encodeURIComponent(workshop)}/links`, body, token);
}

/** Changes the join code; the old one opens nothing any more. */
export async function makeCode(workshop: string, token: string): Promise<string> {
  return (await post<MadeCode>(`/api/workshops/${encodeURIComponent(workshop)}/code`, {}, token)).code;
}

/** A file made from the record so far, as this reader may see it (W5): `record.md`, `notes.csv`. */
export function recordFile(workshop: string, token: string, file: string): Promise<Response> {
  return ask(`/api/workshops/${encodeURIComponent(workshop)}/${file}`, { headers: bearer(token) });
}

/** Erases a workshop and everything in it, for good. */
export async function eraseWorkshop(workshop: string, token: string): Promise<void> {
  await ask(`/api/workshops/${encodeURIComponent(workshop)}`, { method: 'DELETE', headers: bearer(token) });
}

/** Makes a new workshop from a record that was saved as data; `operatorToken` if the operator asks for one. */
export async function importRecord(record: Blob, operatorToken = ''): Promise<CreatedWorkshop> {
  const headers = { 'Content-Type': 'application/json', ...bearer(operatorToken) };
  const answer = await ask('/api/import', { method: 'POST', headers, body: record });
  return (await answer.json()) as CreatedWorkshop;
}

async function post<T>(path: string, body: unknown, token = ''): Promise<T> {
  const headers = { 'Content-Type': 'application/json', ...bearer(token) };
  const answer = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as T;
}

/** Asks the server something; whatever it refuses is thrown. */
export async function ask(path: string, request: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...request, cache: 'no-store', credentials: 'omit' });
  } catch {
    throw new RefusedError('offline', 'The server could not be reached.');
  }
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

async function refusalOf(answer: Response): Promise<RefusedError> {
  try {
    const { refusal } = (await answer.json()) as ErrorBody;
    return new RefusedError(refusal.rule, refusal.message);
  } catch {
    return new RefusedError('internal', `The server answered ${answer.status}.`);
  }
}

function bearer(token: string): Record<string, string> {
  return token === '' ? {} : { Authorization: `Bearer ${token}` };
}
