import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { forgetTask } from '../../../api/queries/taskCache';
import { userId } from '../../../api/session';
import type { TaskDetail } from '../../../api/vocabulary';
import { changeTask } from '../../../app/changeTask';
import { neighboursOf } from '../../../app/neighbours';
import { Markdown } from '../../../ui/markdown/Markdown';
import { Activity } from './Activity';
import { DeleteTask } from './DeleteTask';
import { Neighbours } from './Neighbours';
import { Properties, type PropertyMenu } from './Properties';
import { TaskButtons } from './TaskButtons';
import { type Place, TaskFrame } from './TaskFrame';
import type { Files } from './TaskView';
import classes from './TaskView.module.css';
import { useEditLink } from './useEditLink';
import { useTaskActions } from './useTaskActions';

type Props = { detail: TaskDetail; waiting: boolean; place: Place; files: Files };

/** A task that is loaded. Its owner can change it; everybody else can read it. */
export function OpenTask({ detail, waiting, place, files: Files }: Props) {
  const { task } = detail;
  const isOwner = task.owner_id === userId();
  const [menu, setMenu] = useState<PropertyMenu | null>(null);
  const [deleting, setDeleting] = useState(false);
  const neighbours = neighboursOf(task.id);
  const edit = useEditLink(task.id);
  const Heading = place === 'page' ? 'h2' : 'h3';
  useTaskActions({ task, isOwner, neighbours, onMenu: setMenu, onDelete: () => setDeleting(true) });

  // Forgotten only when it has left the screen: before that it would be asked for again.
  const deleted = useRef(false);
  useEffect(() => () => void (deleted.current && forgetTask(task.id)), [task.id]);

  return (
    <TaskFrame
      place={place}
      taskId={task.id}
      title={task.title}
      struck={task.status === 'DONE'}
      ways={<Neighbours places={neighbours} />}
      actions={isOwner && <TaskButtons taskId={task.id} place={place} onDelete={() => setDeleting(true)} />}
    >
      {!isOwner && (
        <p className={classes.notYours}>This task belongs to {task.owner_email}. Only the owner can change it.</p>
      )}
      <div className={classes.columns}>
        <div className={classes.properties}>
          <Properties
            task={task}
            isOwner={isOwner}
            menu={menu}
            onMenu={setMenu}
            onChange={(change) => void changeTask(task, change)}
          />
        </div>
        <div className={classes.content}>
          <section dir="auto">
            <Heading className="visually-hidden">Description</Heading>
            {task.description ? (
              <Markdown text={task.description} level={place === 'page' ? 2 : 3} />
            ) : (
              isOwner && (
                <Link {...edit} className={classes.add}>
                  Add a description
                </Link>
              )
            )}
          </section>
          <Files detail={detail} waiting={waiting} isOwner={isOwner} Heading={Heading} />
          <Activity taskId={task.id} Heading={Heading} />
        </div>
      </div>
      <DeleteTask
        task={task}
        opened={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => {
          deleted.current = true;
        }}
      />
    </TaskFrame>
  );
}
