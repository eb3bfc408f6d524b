import { describe, expect, it } from 'vitest';
import { addTags, completionsOf } from './tagInput';

describe('typed tags', () => {
  it.each([
    ['home', ['home']],
    ['Home, WORK', ['home', 'work']],
    ['one\ntwo\r\nthree', ['one', 'two', 'three']],
    [' , ,, ', []],
    ['\u200b', []],
    ['a, a, A', ['a']],
    ['two words', ['two words']],
  ])('reads %j', (text, tags) => {
    expect(addTags([], text)).toEqual({ tags, rest: '', fault: null });
  });

  it('leaves known tags as they are', () => {
    expect(addTags(['home'], 'Home').tags).toEqual(['home']);
  });

  it('keeps a tag of 51 characters as text, with a message', () => {
    const long = '🎉'.repeat(51);
    expect(addTags(['home'], long)).toEqual({
      tags: ['home'],
      rest: long,
      fault: 'A tag can have at most 50 characters',
    });
    expect(addTags([], '🎉'.repeat(50)).fault).toBeNull();
  });

  it('keeps the 21st tag as text, with a message', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
    expect(addTags(twenty, 'one more')).toEqual({
      tags: twenty,
      rest: 'one more',
      fault: 'A task can have at most 20 tags',
    });
    expect(addTags(twenty, 'tag 3').fault).toBeNull();
  });
});

describe('completion', () => {
  const known = ['work', 'homework', 'home', 'garden'];

  it('puts tags that start as typed before those that contain it', () => {
    expect(completionsOf(known, [], 'wo')).toEqual(['work', 'homework']);
  });

  it('leaves out what the task has and what is typed whole', () => {
    expect(completionsOf(known, ['homework'], 'home')).toEqual([]);
  });

  it('offers nothing before the first letter', () => {
    expect(completionsOf(known, [], ' ')).toEqual([]);
  });
});
