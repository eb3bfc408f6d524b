import { NativeSelect, Radio, Switch, useMantineColorScheme } from '@mantine/core';
import { type Density, type FirstDay, isStorageAvailable, preferences, usePreference } from '../../app/preferences';
import classes from './PreferencesForm.module.css';

/** What a user chooses on this device. Every choice applies at once. */
export function PreferencesForm() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = usePreference('density');
  const singleKeys = usePreference('singleKeys');
  const firstDay = usePreference('firstDay');
  return (
    <div className={classes.form}>
      <Radio.Group label="Theme" value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}>
        <div className={classes.choices}>
          <Radio value="auto" label="System" />
          <Radio value="light" label="Light" />
          <Radio value="dark" label="Dark" />
        </div>
      </Radio.Group>
      <Radio.Group
        label="Density"
        value={density}
        onChange={(value) => {
          preferences.density = value as Density;
        }}
      >
        <div className={classes.choices}>
          <Radio value="comfortable" label="Comfortable" />
          <Radio value="compact" label="Compact" />
        </div>
      </Radio.Group>
      <NativeSelect
        label="First day of the week"
        value={String(firstDay)}
        onChange={(event) => {
          preferences.firstDay = Number(event.currentTarget.value) as FirstDay;
        }}
        data={[
          { value: '1', label: 'Monday' },
          { value: '0', label: 'Sunday' },
          { value: '6', label: 'Saturday' },
        ]}
      />
      <Switch
        label="Single-key shortcuts"
        description="J, K, X, D and the others. Press ? to see all of them."
        checked={singleKeys}
        onChange={(event) => {
          preferences.singleKeys = event.currentTarget.checked;
        }}
      />
      {!isStorageAvailable() && (
        <p role="status">Your browser refuses to store data here: these choices and your login end with this tab.</p>
      )}
      {!window.isSecureContext && (
        <p className={classes.note}>This page came over plain http: it cannot be installed as an application.</p>
      )}
    </div>
  );
}
