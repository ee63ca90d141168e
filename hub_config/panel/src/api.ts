/** Requests to the person's own notebook server, which speaks to campus in their name. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type { Changes, CheckAnswer, Receipt, Result, Standing } from './types';

/** Statuses of a proxy or a platform that is away for a moment. */
const AWAY = [0, 502, 503, 504];

let language = '';

/** Ask for answers in the language that JupyterLab shows. */
export function speak(code: string): void {
  language = code.replace('_', '-');
}

/** A request that was refused; the message is meant for the person. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string
  ) {
    super(message);
  }
}

/** The network or the platform is away: the same request again makes sense. */
export class Away extends Error {}

/** Which assignment a notebook belongs to, and how the person stands in it. */
export function standing(path: string): Promise<Standing> {
  return get('standing', { path });
}

/** Hand in the folder of a notebook; the same key again hands nothing in twice. */
export function handIn(path: string, key: string): Promise<Receipt> {
  return send('submissions', { path, key });
}

/** Wait for the score of a submission, at most some seconds. */
export function result(submission: string, wait_s: number): Promise<Result> {
  return get(`submissions/${submission}`, { wait: String(wait_s) });
}

/** The questions of an earlier attempt. */
export function attempt(submission: string): Promise<Result> {
  return get(`submissions/${submission}`, { wait: '0' });
}

/** Run the visible tests of a notebook's assignment, away from the person's own server. */
export function check(path: string): Promise<CheckAnswer> {
  return send('checks', { path });
}

/** Begin a notebook again from what was given; the old copy stays. */
export function startAgain(path: string): Promise<Changes> {
  return send('restarts', { path });
}

function get<T>(route: string, values: Record<string, string>): Promise<T> {
  return request<T>(`${route}${URLExt.objectToQueryString(values)}`, { method: 'GET' });
}

function send<T>(route: string, body: object): Promise<T> {
  return request<T>(route, { method: 'POST', body: JSON.stringify(body) });
}

async function request<T>(route: string, init: RequestInit): Promise<T> {
  const settings = ServerConnection.makeSettings();
  const url = URLExt.join(settings.baseUrl, 'enact/api', route);
  let response: Response;
  try {
    response = await ServerConnection.makeRequest(
      url,
      { ...init, headers: { 'Accept-Language': language } },
      settings
    );
  } catch (error) {
    throw new Away(String(error));
  }
  const answer = await read(response);
  if (response.ok && answer) {
    return answer as T;
  }
  const { code, message, again } = (answer ?? {}) as Partial<Record<string, string>>;
  if (again || !code || AWAY.includes(response.status)) {
    throw new Away(message ?? response.statusText);
  }
  throw new Refusal(code, message ?? '');
}

async function read(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
