import { Modal } from '@mantine/core';
import classes from './KeySheet.module.css';
import { keyMap, shown } from './keyMap';

/** All keys, in one dialog. */
export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={760} centered>
      <Modal.Overlay />
      <Modal.Content aria-label="Keyboard shortcuts">
        <Modal.Header>
          <h2>Keyboard shortcuts</h2>
          <Modal.CloseButton aria-label="Close" data-autofocus />
        </Modal.Header>
        <Modal.Body className={classes.groups}>
          {keyMap.map(({ where, keys }) => (
            <section key={where} className={classes.group}>
              <h3>{where}</h3>
              <dl>
                {keys.map(([key, action]) => (
                  <div key={key} className={classes.row}>
                    <dt>{action}</dt>
                    <dd>
                      <kbd>{shown(key)}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
