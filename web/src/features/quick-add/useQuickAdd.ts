import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../../api/errors';
import { newKey } from '../../api/idempotencyKey';
import { pause } from '../../api/pause';
import type { NewTask } from '../../api/vocabulary';
import { useOpenTask } from '../../app/openTask';
import { closeQuickAddSheet } from '../../app/quickAdd';
import { dismiss, tell, tellFailure } from '../../ui/toasts';
import { type Draft, emptyDraft, loadDraft, saveDraft } from './draft';
import type { ReadDate } from './due';
import type { HeldLine, SentLine } from './outbox';
import { keepSending, ownOutbox } from './ownOutbox';
import { type ParsedLine, parseLine, rejectToken, type Token } from './parse';
import { problemWords, text as words } from './text';
import { loadReadDate, useReadDate } from './useReadDate';

/** The state of the line and of the lines on their way. */
export function useQuickAdd() {
  const outbox = ownOutbox();
  const lines = useSyncExternalStore(outbox.subscribe, () => outbox.lines);
  const [draft, setDraft] = useState(loadDraft);
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [readDate, loadDates] = useReadDate();
  const openTask = useOpenTask();
  // Two events in one tick both see what the first one left.
  const latest = useRef(draft);
  // A line that came back to be corrected.
  const returned = useRef<SentLine | null>(null);
  const submitting = useRef(false);
  const added = useRef(0);
  const isShown = useRef(true);

  useEffect(() => keepSending(outbox), [outbox]);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const change = (next: Draft) => {
    // What was rejected stays so until the line is gone.
    latest.current = next.text === '' ? emptyDraft : next;
    setDraft(latest.current);
    saveDraft(latest.current);
    setProblem(null);
    setFailure(null);
  };

  const show = (error: unknown) => {
    const refused =
      error instanceof ApiError && error.status === 400 ? Object.values(error.details)[0]?.[0] : undefined;
    if (refused) setProblem(refused);
    else setFailure(error);
  };

  const edit = (line: SentLine) => {
    if (latest.current.text !== '') return setProblem(words.typed);
    outbox.take(line.key);
    returned.current = { key: line.key, text: line.text, rejected: line.rejected, task: line.task };
    change({ text: line.text, rejected: line.rejected });
  };

  const deliver = async (line: SentLine, opens: boolean) => {
    const outcome = await outbox.add(line);
    if ('task' in outcome) {
      const { id } = outcome.task;
      if (opens) {
        closeQuickAddSheet();
        return openTask(id);
      }
      dismiss(added.current);
      added.current = tell(words.added, { action: { label: words.open, run: () => openTask(id) } });
      return;
    }
    const held = outbox.lines.find(({ key }) => key === line.key);
    // A line that is not there was discarded, or is stored until the next login.
    if (!held || !('failure' in outcome)) return;
    if (!isShown.current) {
      if (held.stopped) tellFailure(outcome.failure, words.notAdded);
    } else if (latest.current.text === '') {
      // Back into the field, where it can be corrected and sent again. With other text there it stays in the list.
      edit(line);
      show(outcome.failure);
    }
  };

  const submit = async (opens: boolean) => {
    // Enter held down or pressed twice adds once.
    if (submitting.current) return;
    submitting.current = true;
    const reader = await loadReadDate();
    submitting.current = false;
    const { text, rejected } = latest.current;
    const parsed = parse(latest.current, reader);
    if (parsed.problem) return setProblem(problemWords[parsed.problem]);
    if (outbox.isFull) return setProblem(words.full);
    try {
      pause.check();
    } catch (error) {
      return setFailure(error);
    }
    const line = repeated(returned.current, latest.current) ?? { key: newKey(), text, rejected, task: taskOf(parsed) };
    returned.current = null;
    change(emptyDraft);
    await deliver(line, opens);
  };

  const addAll = async (pasted: readonly ParsedLine[], texts: readonly string[]) => {
    const all = pasted.map((line, index) => ({
      key: newKey(),
      text: texts[index] ?? line.title,
      rejected: [],
      task: taskOf(line),
    }));
    const outcomes = await Promise.all(all.map((line) => outbox.add(line)));
    const count = outcomes.filter((outcome) => 'task' in outcome).length;
    if (count > 0) tell(count === 1 ? words.added : words.addedAll(count));
  };

  return {
    draft,
    parsed: parse(draft, readDate),
    parseLine: (line: string) => parse({ text: line, rejected: [] }, readDate),
    lines,
    problem,
    failure,
    loadDates,
    change,
    submit,
    addAll,
    keepAsText: (token: Token) =>
      change({ ...latest.current, rejected: [...rejectToken(new Set(latest.current.rejected), token)] }),
    retry: (line: HeldLine) => outbox.retry(line.key),
    discard: (line: HeldLine) => outbox.take(line.key),
    edit,
  };
}

function parse({ text, rejected }: Draft, readDate: ReadDate | null): ParsedLine {
  return parseLine(text, { now: new Date(), locale: navigator.language, rejected: new Set(rejected), readDate });
}

// A line that came back and was not changed is the same request with the same key: the server may have made the task before.
function repeated(line: SentLine | null, { text, rejected }: Draft): SentLine | null {
  return line?.text === text && line.rejected.join(' ') === rejected.join(' ') ? line : null;
}

/** What is sent for a line. Defaults are the server's. */
export function taskOf({ title, description, tags, priority, status, due }: ParsedLine): NewTask {
  return {
    title,
    ...(description && { description }),
    ...(tags.length > 0 && { tags }),
    ...(priority && { priority }),
    ...(status && { status }),
    ...(due && { due_date: due }),
  };
}
