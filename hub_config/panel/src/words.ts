/** Numbers, dates and inline code as the person reads them. */

import type { ITranslator } from '@jupyterlab/translation';

export class Words {
  readonly trans;
  private readonly numbers;
  private readonly moments;

  constructor(translator: ITranslator) {
    this.trans = translator.load('enact_panel');
    const language = translator.languageCode.replace('_', '-');
    this.numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    this.moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  }

  /** A score out of its maximum; a dash while it is not known. */
  score(score: number | null, max: number | null): string {
    const earned = score === null ? '–' : this.numbers.format(score);
    return `${earned} / ${max === null ? '–' : this.numbers.format(max)}`;
  }

  /** A moment in the browser's own time zone. */
  moment(value: string): string {
    return this.moments.format(new Date(value));
  }
}

/** Make an element with attributes, text and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Text in which `code` between backticks becomes code. */
export function inline(text: string): Node[] {
  return text
    .split('`')
    .map((part, index) => (index % 2 ? element('code', {}, part) : document.createTextNode(part)));
}
