import { Button, Modal, TextInput } from '@mantine/core';
import { ApiError } from '../../api/errors';
import { codePoints } from '../../api/vocabulary';
import { FormFailure } from '../../ui/FormFailure';
import { useForm } from '../../ui/useForm';
import classes from './Views.module.css';

type Props = { title: string; name: string; onClose: () => void; onSave: (name: string) => Promise<void> };

const longest = 60;

/** Asks for the name of a view. */
export function ViewDialog({ title, name, onClose, onSave }: Props) {
  const { field, failure, busy, form, submit } = useForm({
    initial: { name },
    check: (values) => ({
      name:
        values.name.trim() === ''
          ? 'Enter a name'
          : codePoints(values.name.trim()) > longest
            ? `Use at most ${longest} characters`
            : null,
    }),
    send: async (values) => {
      await onSave(values.name.trim());
      onClose();
    },
  });
  const taken = failure instanceof ApiError && failure.code === 'VIEW_NAME_TAKEN';
  const full = failure instanceof ApiError && failure.code === 'VIEW_LIMIT_REACHED';
  return (
    <Modal.Root opened onClose={onClose} size={380} centered classNames={{ content: classes.dialog }}>
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <form ref={form} noValidate onSubmit={submit} className={classes.form}>
          <h2>{title}</h2>
          <TextInput
            label="Name"
            data-autofocus
            {...field('name')}
            error={taken ? 'You have a view of this name already' : field('name').error}
          />
          {full ? (
            <p role="alert">You have 50 views. Delete one first.</p>
          ) : (
            !taken && <FormFailure error={failure} what="The view was not saved" />
          )}
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy}>
              Save
            </Button>
          </div>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}
