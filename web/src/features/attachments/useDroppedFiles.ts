import { useEffect, useRef, useState } from 'react';
import { isInDialog } from '../../ui/isInDialog';
import { type Candidate, candidatesOf, pastedFiles } from './refusals';

/**
 * Takes files that are dropped anywhere on the page or pasted. A file dropped beside a small zone would otherwise replace the page. True
 * while files are dragged over the page.
 */
export function useDroppedFiles(onFiles: (candidates: Candidate[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;

  useEffect(() => {
    let left: ReturnType<typeof setTimeout>;
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
      // Leaving the window is told by no event of its own; being over it is told all the time.
      clearTimeout(left);
      left = setTimeout(() => setOver(false), 300);
    };
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(false);
      latest.current(candidatesOf(event.dataTransfer));
    };
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || !event.clipboardData?.files.length) return;
      if (isInDialog()) return;
      event.preventDefault();
      latest.current(pastedFiles(event.clipboardData));
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      clearTimeout(left);
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, []);

  return over;
}
