/** The ENACT panel: one plugin. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, ICommandPalette, showDialog } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator } from '@jupyterlab/translation';

import { speak } from './api';
import { Controller } from './controller';
import { PANEL_ID, PanelView } from './view';
import { Words } from './words';

const RANK = 50;
const NARROW_PX = 760;
const KEYS = { check: 'Alt Shift V', handIn: 'Alt Shift R', show: 'Alt Shift E' };

const plugin: JupyterFrontEndPlugin<void> = {
  id: '@enact-academy/panel:plugin',
  description: 'Check, hand in, score, hints and attempts beside a notebook of a course.',
  autoStart: true,
  requires: [INotebookTracker, ITranslator],
  optional: [ICommandPalette],
  activate
};

function activate(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  translator: ITranslator,
  palette: ICommandPalette | null
): void {
  speak(translator.languageCode);
  const words = new Words(translator);
  const { trans } = words;
  let hasArrived = false;
  const controller = new Controller(tracker, words, {
    confirm: async (title, body, yes) => {
      const buttons = [
        Dialog.cancelButton({ label: trans.__('Cancel') }),
        Dialog.okButton({ label: yes })
      ];
      return (await showDialog({ title, body, buttons })).button.accept;
    },
    open: path => void app.commands.execute('docmanager:open', { path }),
    arrived: () => {
      if (!hasArrived) {
        hasArrived = true;
        if (window.innerWidth < NARROW_PX) {
          // Both at a time would leave no room for the notebook.
          app.shell.collapseLeft?.();
        } else {
          app.shell.activateById(PANEL_ID);
        }
        tracker.currentWidget?.content.activate();
      }
    }
  });
  const view = new PanelView(words, controller);
  controller.view = view;
  app.shell.add(view, 'right', { rank: RANK });

  const command = (
    name: keyof typeof KEYS,
    label: string,
    execute: () => unknown,
    isEnabled: () => boolean
  ) => {
    const id = `enact:${name}`;
    app.commands.addCommand(id, {
      label,
      describedBy: { args: {} },
      isEnabled,
      execute
    });
    app.commands.addKeyBinding({ command: id, keys: [KEYS[name]], selector: 'body' });
    palette?.addItem({ command: id, category: 'ENACT' });
  };
  command(
    'check',
    trans.__('Check with the visible tests'),
    () => controller.check(),
    () => controller.isOpen
  );
  command(
    'handIn',
    trans.__('Hand in the assignment'),
    () => controller.handIn(),
    () => controller.canHandIn
  );
  const show = () => {
    app.shell.activateById(PANEL_ID);
    view.node.focus();
  };
  command('show', trans.__('Show the ENACT panel'), show, () => true);

  void app.restored.then(() => controller.follow());
}

export default plugin;
