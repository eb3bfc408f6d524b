import { dismiss, tell, tellFailure } from '../ui/toasts';

/** One change that can be taken back. `revert` resolves to what to say about it, such as "Status restored". */
type Step = { revert: () => Promise<string>; toast: number };

const kept = 20;
const steps: Step[] = [];
const sent = new Set<Promise<unknown>>();
let turn: Promise<void> = Promise.resolve();

/** Lets undo wait for the answer to this change: it would take back the change before it otherwise. */
export function beforeUndo<T>(change: Promise<T>): Promise<T> {
  const answered = () => void sent.delete(change);
  sent.add(change);
  change.then(answered, answered);
  return change;
}

/** Says what was done and offers to undo it: by the toast for 10 s, by Ctrl/Cmd+Z for the last 20 changes. */
export function offerUndo(message: string, revert: () => Promise<string>): void {
  const step: Step = { revert, toast: 0 };
  step.toast = tell(message, { undo: () => void takeBack(() => step) });
  steps.push(step);
  if (steps.length > kept) steps.shift();
}

/** Takes the last change back, after those that were asked for before. */
export function undoLast(): Promise<void> {
  return takeBack(() => steps.at(-1));
}

export function forgetSteps(): void {
  steps.length = 0;
}

function takeBack(choose: () => Step | undefined): Promise<void> {
  turn = turn.then(async () => {
    await Promise.allSettled(sent);
    const step = choose();
    if (step) await run(step);
    else tell('Nothing to undo');
  });
  return turn;
}

async function run(step: Step): Promise<void> {
  const index = steps.indexOf(step);
  if (index < 0) return;
  steps.splice(index, 1);
  dismiss(step.toast);
  try {
    tell(await step.revert());
  } catch (error) {
    tellFailure(error, 'Not undone');
  }
}
