import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ApiError } from '../../../api/errors';
import { taskKeys } from '../../../api/queries/taskCache';
import type { Task } from '../../../api/vocabulary';
import { saveTask } from '../../../app/changeTask';
import { ChangedMeanwhile } from './ChangedMeanwhile';
import { TaskForm } from './TaskForm';
import classes from './TaskForm.module.css';
import { taskChange, valuesOf } from './taskValues';

/** `task` is as the server has it now; what the form started from stays until its user goes on from a newer one. */
export function EditForm({ task, gone }: { task: Task; gone: boolean }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { state } = useLocation();
  const [start, setStart] = useState(task);
  const base = useMemo(() => valuesOf(start), [start]);
  const saved = useRef(false);
  const isNewer = task.updated_at !== start.updated_at && !saved.current;

  return (
    <TaskForm
      form={task.id}
      base={base}
      submitLabel="Save changes"
      failure="The task was not saved"
      send={async (values) => {
        const change = taskChange(values, base);
        if (Object.keys(change).length === 0) return;
        saved.current = true;
        try {
          await saveTask(start, change, 'Changes saved');
        } catch (error) {
          saved.current = false;
          if (error instanceof ApiError && error.status === 412) {
            await queryClient.invalidateQueries({ queryKey: taskKeys.one(task.id) });
          }
          throw error;
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
          isNewer && (
            <ChangedMeanwhile
              key={task.updated_at}
              base={base}
              theirs={valuesOf(task)}
              values={values}
              onGoOn={(next) => {
                set(next);
                setStart(task);
              }}
            />
          )
        )
      }
    />
  );
}
