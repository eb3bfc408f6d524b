import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './render';

// Tags and attributes that a description may become; anything else would have come from its text.
const allowed =
  /^<\/?(p|em|strong|del|code|pre|ul|ol|li|blockquote|hr|br|h[3-6]|table|thead|tbody|tr|th|td|a|span|div)( (href|target|rel|class|role|aria-label|tabindex|align|start|data-checked)(="[^"<>]*")?)* ?\/?>$/;

function tagsOf(html: string): string[] {
  return html.match(/<[^>]*>/g) ?? [];
}

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a <b onmouseover="alert(1)">bold</b> word',
  '<svg/onload=alert(1)>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<!-- hidden -->',
  '<![CDATA[x]]>',
  '<?php echo 1 ?>',
  '<style>*{display:none}</style>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x]( javascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](//evil.example/a)',
  '[x](/tasks)',
  '<javascript:alert(1)>',
  '[x][1]\n\n[1]: javascript:alert(1)',
  '![x](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '![" onerror="alert(1)](https://evil.example/a.png)',
  '![x](https://evil.example/a.png "t\\" onerror=\\"alert(1)")',
  '[a](https://good.example "t\\" onclick=\\"alert(1)")',
  '[a](https://good.example/"onclick="alert(1))',
  '[![image](https://a.example/i.png)](javascript:alert(1))',
  '[![image](https://a.example/i.png)](https://b.example)',
  '[a <a href="javascript:alert(1)">b</a>](https://good.example)',
  '`<script>`',
  '```html" onclick="alert(1)\n<script>alert(1)</script>\n```',
  '| a | <img src=x onerror=alert(1)> |\n|---|---|\n| [x](javascript:alert(1)) | b |',
  'www.example.com/"onclick="alert(1)',
  'https://example.com/<script>',
  '- [x] <script>alert(1)</script>',
  '[^1]\n\n[^1]: <script>alert(1)</script>',
  '\u0000<script>',
];

describe('hostile descriptions', () => {
  it.each(hostile)('writes only harmless tags for %j', (text) => {
    const html = renderMarkdown(text);
    for (const tag of tagsOf(html)) expect(tag).toMatch(allowed);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(https?:\/\/|mailto:)/);
    for (const tag of html.match(/<a [^>]*>/g) ?? []) expect(tag).toContain('rel="noopener noreferrer nofollow"');
    expect(html.match(/<a /g)?.length ?? 0).toBe(html.match(/<\/a>/g)?.length ?? 0);
  });

  it('never puts a link into a link', () => {
    const html = renderMarkdown('[![image](https://a.example/i.png) and <https://c.example>](https://b.example)');
    expect(html).not.toMatch(/<a [^>]*>(?:(?!<\/a>).)*<a /);
  });
});

describe('markdown', () => {
  it('shows HTML as the characters typed', () => {
    expect(renderMarkdown('<img src=x onerror=alert(1)>')).toBe(
      '<p class="typed">&lt;img src=x onerror=alert(1)&gt;</p>',
    );
    expect(renderMarkdown('one <b>two</b>')).toBe('<p>one &lt;b&gt;two&lt;/b&gt;</p>');
  });

  it('shows the words of a refused link without a link', () => {
    expect(renderMarkdown('[pay here](javascript:alert(1))')).toBe('<p>pay here</p>');
  });

  it('makes images links', () => {
    expect(renderMarkdown('![plan](https://a.example/p.png)')).toBe(
      '<p><a href="https://a.example/p.png" target="_blank" rel="noopener noreferrer nofollow">plan</a></p>',
    );
  });

  it.each(['https://a.example', 'http://a.example', 'mailto:ada@example.com'])('links %s', (address) => {
    expect(renderMarkdown(`[x](${address})`)).toContain(`<a href="${address}"`);
  });

  it('links bare addresses', () => {
    expect(renderMarkdown('See https://a.example.')).toContain('<a href="https://a.example"');
  });

  it('starts headings below the one above the text', () => {
    expect(renderMarkdown('# Plan\n\n###### Small', 2)).toBe('<h3>Plan</h3>\n<h6>Small</h6>');
  });

  it('renders tables, done items and struck text', () => {
    expect(renderMarkdown('|a|\n|-|\n|b|')).toContain('<table>');
    expect(renderMarkdown('- [x] done')).toContain('aria-label="Done"');
    expect(renderMarkdown('~~old~~')).toBe('<p><del>old</del></p>');
  });

  // Each of these takes a time that grows with the square of the length; an exponential one would never end.
  it.each(['[', '*a_ ', '_*', '> ', '1) ', '![]('])(
    'renders ten thousand characters of %j',
    (mark) => {
      expect(renderMarkdown(mark.repeat(10_000 / mark.length))).not.toBe('');
    },
    30_000,
  );
});
