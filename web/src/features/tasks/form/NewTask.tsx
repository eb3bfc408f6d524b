import { useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { newKey } from '../../../api/idempotencyKey';
import { createTask } from '../../../api/queries/tasks';
import { useWayBack } from '../../../app/wayBack';
import { tell } from '../../../ui/toasts';
import { prefilled } from './prefill';
import { TaskForm } from './TaskForm';
import { newTask } from './taskValues';

export function NewTask() {
  const navigate = useNavigate();
  const back = useWayBack();
  const [query] = useSearchParams();
  const [base] = useState(() => prefilled(query));
  const [created] = useState({ id: '' });
  const sent = useRef({ body: '', key: '' });
  return (
    <TaskForm
      form="new"
      base={base}
      submitLabel="Create task"
      failure="The task was not created"
      send={async (values) => {
        const task = newTask(values);
        const body = JSON.stringify(task);
        // The answer may have been lost after the task was made: the same key for the same task makes no second one.
        if (sent.current.body !== body) sent.current = { body, key: newKey() };
        created.id = (await createTask(task, sent.current.key)).id;
      }}
      onDone={(saved) => {
        if (saved) tell('Task created');
        void navigate(saved ? `/tasks/${created.id}` : back.to, { replace: true, state: saved ? null : back.state });
      }}
    />
  );
}
