import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
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
  return (
    <TaskForm
      form="new"
      base={base}
      submitLabel="Create task"
      failure="The task was not created"
      send={async (values) => {
        created.id = (await createTask(newTask(values))).id;
      }}
      onDone={(saved) => {
        if (saved) tell('Task created');
        void navigate(saved ? `/tasks/${created.id}` : back.to, { replace: true, state: saved ? null : back.state });
      }}
    />
  );
}
