import { codePoints, limits } from '../../api/vocabulary';

/** Tags and what is wrong with the text they were read from. What is wrong stays as `rest`, to be mended. */
export type TagInput = { tags: string[]; rest: string; fault: string | null };

const invisible = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/** Adds the tags of a typed or pasted text; commas and line ends separate them. */
export function addTags(tags: readonly string[], text: string): TagInput {
  const next = [...tags];
  const rest: string[] = [];
  let fault: string | null = null;
  for (const part of text.split(/[,\n\r]+/)) {
    // As the API keeps it.
    const tag = part.trim().toLowerCase();
    if (invisible.test(tag) || next.includes(tag)) continue;
    const wrong = faultOf(tag) ?? (next.length >= limits.tags ? tooManyTags : null);
    if (!wrong) next.push(tag);
    else {
      rest.push(part.trim());
      fault ??= wrong;
    }
  }
  return { tags: next, rest: rest.join(', '), fault };
}

const tooManyTags = `A task can have at most ${limits.tags} tags`;

function faultOf(tag: string): string | null {
  return codePoints(tag) > limits.tag ? `A tag can have at most ${limits.tag} characters` : null;
}

/** The tags that go on as typed: first those that start so, then those that contain it. `known` stands in the order of use. */
export function completionsOf(known: readonly string[], tags: readonly string[], text: string, count = 8): string[] {
  const typed = text.trim().toLowerCase();
  const free = known.filter((tag) => !tags.includes(tag) && tag !== typed);
  if (typed === '') return [];
  const starting = free.filter((tag) => tag.startsWith(typed));
  const containing = free.filter((tag) => !tag.startsWith(typed) && tag.includes(typed));
  return [...starting, ...containing].slice(0, count);
}
