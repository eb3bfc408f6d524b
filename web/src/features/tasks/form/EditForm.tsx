import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ApiError } from '../../../api/errors';
import { meQuery } from '../../../api/queries/me';
import { writtenVersion } from '../../../api/queries/ownWrites';
import { readAgain, taskQuery } from '../../../api/queries/tasks';
import type { Task, TaskChange } from '../../../api/vocabulary';
import { saveTask } from '../../../app/changeTask';
import { tellFailure } from '../../../ui/toasts';
import { ChangedMeanwhile } from './ChangedMeanwhile';
import { differencesOf } from './differences';
import { TaskForm } from './TaskForm';
import classes from './TaskForm.module.css';
import { taskChange, valuesOf } from './taskValues';
import { useToldFields } from './useToldFields';

/** `task` is as the server has it now; what the form started from stays until its user goes on from a newer one. */
export function EditForm({ task, gone }: { task: Task; gone: boolean }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { state } = useLocation();
  const [start, setStart] = useState(task);
  const base = useMemo(() => valuesOf(start), [start]);
  const saved = useRef(false);
  const isNewer = task.version !== start.version && !saved.current;
  const theirs = useMemo(() => (isNewer ? valuesOf(task) : null), [isNewer, task]);
  const told = useToldFields(task);
  // Only its owner changes a task.
  const { data: me } = useQuery(meQuery);

  const read = async () => {
    try {
      await readAgain(task.id);
      return true;
    } catch (error) {
      tellFailure(error, 'The changes were not loaded');
      return false;
    }
  };

  const save = async (from: Task, change: TaskChange) => {
    // What comes back is newer, but no conflict.
    saved.current = true;
    try {
      await saveTask(from, change, 'Changes saved', from.version);
    } catch (error) {
      saved.current = false;
      throw error;
    }
  };

  return (
    <TaskForm
      form={task.id}
      base={base}
      submitLabel="Save changes"
      failure="The task was not saved"
      send={async (values) => {
        const change = taskChange(values, base);
        if (Object.keys(change).length === 0) return;
        try {
          await save(start, change);
        } catch (error) {
          if (!(error instanceof ApiError) || error.status !== 412) throw error;
          // Nothing was written. A change of what the form does not show, such as a reminder, is no conflict.
          const { task: now } = await queryClient.fetchQuery({ ...taskQuery(task.id), staleTime: 0 });
          if (differencesOf(base, valuesOf(now), values).length > 0) throw error;
          await save(now, change);
        }
      }}
      onDone={() => {
        // Back leads past the form.
        if ((state as { fromTask?: unknown } | null)?.fromTask === true) void navigate(-1);
        else void navigate(`/tasks/${task.id}`, { replace: true, state });
      }}
      notice={(values, set) =>
        gone ? (
          <p role="alert" className={classes.conflict}>
            This task was deleted. You can still copy what you typed.
          </p>
        ) : (
          <ChangedMeanwhile
            who={me?.full_name ?? task.owner_email}
            told={told}
            base={base}
            theirs={theirs}
            values={values}
            isOwn={task.version === writtenVersion(task.id)}
            onRead={read}
            onGoOn={(next) => {
              set(next);
              setStart(task);
            }}
            onSet={set}
          />
        )
      }
    />
  );
}
