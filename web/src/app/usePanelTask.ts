import { createContext, useContext } from 'react';

/** The task in the panel beside the page; undefined without a panel. */
export const PanelTask = createContext<string | undefined>(undefined);

export function usePanelTask(): string | undefined {
  return useContext(PanelTask);
}
