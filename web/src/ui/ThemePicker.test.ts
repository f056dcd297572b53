// A theme is chosen by its word as well as by its colour and shape (rule 22).
import { mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import ThemePicker from './ThemePicker.svelte';

it('shows the word of each theme beside its shape', () => {
  const themes = [
    { id: 'a', title: 'Reading' },
    { id: 'b', title: 'Health and wellbeing' },
  ];
  const picker = mount(ThemePicker, { target: document.body, props: { legend: 'About?', themes } });
  const choices = [...document.querySelectorAll('label')];
  const words = choices.map((choice) => [...choice.querySelectorAll('span')].at(-1));
  expect(words.map((word) => word?.textContent)).toEqual(['Reading', 'Health and wellbeing']);
  expect(words.some((word) => word?.classList.contains('visually-hidden'))).toBe(false);
  expect(choices.every((choice) => choice.querySelector('.shape'))).toBe(true);
  void unmount(picker);
});
