import { isCostly } from './isCostly';
import classes from './Markdown.module.css';
import { renderMarkdown } from './render';

/** Loaded with the first description. */
export default function Rendered({ text, level }: { text: string; level: number }) {
  // Better the text as it was typed than a page that does not answer.
  if (isCostly(text)) return <div className={classes.plain}>{text}</div>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown writes no tag that stood in the text.
  return <div className={classes.markdown} dangerouslySetInnerHTML={{ __html: renderMarkdown(text, level) }} />;
}
