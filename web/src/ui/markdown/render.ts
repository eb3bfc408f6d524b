import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

type HtmlExtension = NonNullable<NonNullable<Parameters<typeof micromark>[1]>['htmlExtensions']>[number];

// A block of HTML stands as typed, in a paragraph of its own.
const htmlAsText: HtmlExtension = {
  enter: {
    htmlFlow() {
      this.lineEndingIfNeeded();
      this.tag('<p class="typed">');
    },
  },
  exit: {
    htmlFlow() {
      this.tag('</p>');
    },
  },
};

// Footnotes make ids and links inside the page, which several descriptions on one page would share.
const withoutFootnotes = {
  disable: { null: ['gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'] },
};

/**
 * GitHub-flavoured markdown as HTML that is safe to insert: HTML in the text is shown as the characters typed, links lead only to http, https
 * and mailto, images are links. Headings start below `level`, the level of the heading above the text.
 */
export function renderMarkdown(text: string, level = 2): string {
  const html = micromark(text, {
    extensions: [gfm(), withoutFootnotes],
    htmlExtensions: [gfmHtml(), htmlAsText],
  });
  return headingsBelow(level, readableChecks(scrollingTables(safeLinks(html))));
}

// Every < and " of the text is encoded by now, so what looks like a tag was written by micromark.
const linkTags = /<a href="([^"]*)"[^>]*>|<\/a>|<img src="([^"]*)" alt="([^"]*)"[^>]*>/g;
const safeAddress = /^(https?:\/\/|mailto:)/i;

function safeLinks(html: string): string {
  const open: boolean[] = [];
  return html.replace(linkTags, (_, href?: string, source?: string, alternative?: string) => {
    if (source !== undefined) {
      const words = alternative === '' ? source : (alternative ?? '');
      // A link inside a link would end the outer one.
      return open.includes(true) || !safeAddress.test(source) ? words : `${link(source)}${words}</a>`;
    }
    if (href === undefined) return open.pop() ? '</a>' : '';
    const safe = safeAddress.test(href) && !open.includes(true);
    open.push(safe);
    return safe ? link(href) : '';
  });
}

function link(href: string): string {
  return `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">`;
}

// A wide table scrolls by itself; the focus lets arrow keys do so.
function scrollingTables(html: string): string {
  return html
    .replaceAll('<table>', '<div class="table" role="group" aria-label="Table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}

function readableChecks(html: string): string {
  return html.replace(/<input type="checkbox" disabled="" (checked="" )?\/>/g, (_, checked?: string) =>
    checked
      ? '<span class="check" role="img" aria-label="Done" data-checked></span>'
      : '<span class="check" role="img" aria-label="Open"></span>',
  );
}

function headingsBelow(level: number, html: string): string {
  return html.replace(
    /<(\/?)h([1-6])>/g,
    (_, slash: string, digit: string) => `<${slash}h${Math.min(6, Number(digit) + level)}>`,
  );
}
