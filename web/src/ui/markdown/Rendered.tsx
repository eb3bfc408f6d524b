import classes from './Markdown.module.css';
import { renderMarkdown } from './render';

/** Loaded with the first description. */
export default function Rendered({ text, level }: { text: string; level: number }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown writes no tag that stood in the text.
  return <div className={classes.markdown} dangerouslySetInnerHTML={{ __html: renderMarkdown(text, level) }} />;
}
