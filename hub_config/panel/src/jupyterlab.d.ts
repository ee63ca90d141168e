/**
 * The few parts of JupyterLab 4.6 that the panel uses.
 *
 * JupyterLab gives these modules to its extensions while they run; installing their own types
 * would bring some six hundred packages to every set-up.
 */

declare module '@lumino/widgets' {
  export class Widget {
    readonly node: HTMLElement;
    readonly title: { label: string; caption: string; iconClass: string };
    readonly isAttached: boolean;
    readonly isVisible: boolean;
    id: string;
    addClass(name: string): void;
    dispose(): void;
  }
}

declare module '@lumino/signaling' {
  export interface ISignal<T, U> {
    connect(slot: (sender: T, value: U) => void): boolean;
    disconnect(slot: (sender: T, value: U) => void): boolean;
  }
}

declare module '@lumino/coreutils' {
  export class Token<T> {
    constructor(name: string);
    private readonly _type: T;
  }
  export namespace UUID {
    function uuid4(): string;
  }
}

declare module '@jupyterlab/application' {
  import type { Token } from '@lumino/coreutils';
  import type { Widget } from '@lumino/widgets';

  export interface JupyterFrontEnd {
    readonly shell: {
      add(widget: Widget, area: string, options?: { rank?: number }): void;
      activateById(id: string): void;
      collapseLeft?(): void;
    };
    readonly commands: {
      addCommand(
        id: string,
        options: {
          label: string;
          caption?: string;
          describedBy?: { args: object };
          isEnabled?: () => boolean;
          execute: () => unknown;
        }
      ): void;
      addKeyBinding(options: { command: string; keys: string[]; selector: string }): void;
      execute(id: string, args?: object): Promise<unknown>;
      notifyCommandChanged(id: string): void;
    };
    readonly restored: Promise<void>;
  }
  export interface JupyterFrontEndPlugin<T> {
    id: string;
    description: string;
    autoStart: boolean;
    requires: Token<unknown>[];
    optional?: Token<unknown>[];
    activate: (app: JupyterFrontEnd, ...services: never[]) => T;
  }
}

declare module '@jupyterlab/apputils' {
  import type { Token } from '@lumino/coreutils';

  export interface ICommandPalette {
    addItem(item: { command: string; category: string }): void;
  }
  export const ICommandPalette: Token<ICommandPalette>;
  export namespace Dialog {
    interface IButton {
      accept: boolean;
    }
    function cancelButton(options?: { label: string }): IButton;
    function okButton(options?: { label: string }): IButton;
    function warnButton(options?: { label: string }): IButton;
  }
  export function showDialog(options: {
    title: string;
    body: string;
    buttons: Dialog.IButton[];
  }): Promise<{ button: Dialog.IButton }>;
}

declare module '@jupyterlab/coreutils' {
  export namespace URLExt {
    function join(...parts: string[]): string;
    function objectToQueryString(values: Record<string, string>): string;
  }
}

declare module '@jupyterlab/services' {
  export namespace ServerConnection {
    interface ISettings {
      readonly baseUrl: string;
    }
    function makeSettings(): ISettings;
    function makeRequest(url: string, init: RequestInit, settings: ISettings): Promise<Response>;
  }
}

declare module '@jupyterlab/translation' {
  import type { Token } from '@lumino/coreutils';

  export interface TranslationBundle {
    __(text: string, ...values: unknown[]): string;
    _n(singular: string, plural: string, count: number, ...values: unknown[]): string;
  }
  export interface ITranslator {
    readonly languageCode: string;
    load(domain: string): TranslationBundle;
  }
  export const ITranslator: Token<ITranslator>;
}

declare module '@jupyterlab/notebook' {
  import type { Token } from '@lumino/coreutils';
  import type { ISignal } from '@lumino/signaling';
  import type { Widget } from '@lumino/widgets';

  export interface Cell extends Widget {
    readonly model: { getMetadata(key: string): unknown };
    readonly ready: Promise<void>;
  }
  export interface NotebookPanel extends Widget {
    readonly context: {
      readonly path: string;
      readonly ready: Promise<void>;
      readonly model: {
        dirty: boolean;
        readonly contentChanged: ISignal<unknown, void>;
        toJSON(): unknown;
        fromJSON(value: unknown): void;
      };
      readonly contentsModel: { readonly last_modified: string } | null;
      readonly saveState: ISignal<unknown, 'started' | 'failed' | 'completed'>;
      readonly pathChanged: ISignal<unknown, string>;
      save(): Promise<void>;
      revert(): Promise<void>;
    };
    readonly content: Widget & {
      readonly widgets: readonly Cell[];
      readonly modelContentChanged: ISignal<unknown, void>;
      activeCellIndex: number;
      scrollToCell(cell: Cell, align?: string): Promise<void>;
      activate(): void;
    };
    readonly disposed: ISignal<unknown, void>;
  }
  export interface INotebookTracker {
    readonly currentWidget: NotebookPanel | null;
    readonly currentChanged: ISignal<INotebookTracker, NotebookPanel | null>;
    forEach(visit: (panel: NotebookPanel) => void): void;
  }
  export const INotebookTracker: Token<INotebookTracker>;
}
