// The canary: a check that never fails checks nothing. An injected type error, an accessibility fault and a forbidden interface must each
// be reported by the tool that guards against it.
// @vitest-environment node
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const run = promisify(execFile);
const MINUTE = 60_000;

describe('svelte-check', { timeout: MINUTE }, () => {
  let cage = '';
  beforeAll(() => {
    cage = mkdtempSync(join(web, 'canary-'));
    const config = { extends: '../tsconfig.json', include: ['.'] };
    writeFileSync(join(cage, 'tsconfig.json'), JSON.stringify(config));
    // The checker wants one TypeScript file at least
    writeFileSync(join(cage, 'canary.ts'), 'export {};\n');
  });
  afterAll(() => rmSync(cage, { recursive: true }));

  /** What the checker says of one component; its exit code as well. */
  async function check(component: string): Promise<{ failed: boolean; said: string }> {
    writeFileSync(join(cage, 'Canary.svelte'), component);
    const tool = join(web, 'node_modules/svelte-check/bin/svelte-check');
    const options = [tool, '--workspace', cage, '--tsconfig', join(cage, 'tsconfig.json'), '--fail-on-warnings'];
    try {
      const { stdout } = await run(process.execPath, options, { cwd: web });
      return { failed: false, said: stdout };
    } catch (error) {
      return { failed: true, said: String((error as { stdout?: unknown }).stdout) };
    }
  }

  it('reports a type error, and an accessibility fault, and nothing where nothing is wrong', async () => {
    const good = await check('<script lang="ts">const count: number = 1;</script><p>{count}</p>');
    expect(good.failed, good.said).toBe(false);
    const typed = await check('<script lang="ts">const count: number = "one";</script><p>{count}</p>');
    expect(typed.failed).toBe(true);
    expect(typed.said).toContain("Type 'string' is not assignable to type 'number'");
    const unnamed = await check('<img src="/icon.svg">');
    expect(unnamed.failed).toBe(true);
    expect(unnamed.said).toContain('alt');
  });
});

describe('eslint', { timeout: MINUTE }, () => {
  it.each([
    ['Canary.svelte', '<p style="color: red">red</p>', 'no-restricted-syntax'],
    ['Canary.svelte', '<script lang="ts">let { text } = $props();</script>{@html text}', 'svelte/no-at-html-tags'],
    ['Canary.svelte', '<dialog open>own</dialog>', 'no-restricted-syntax'],
    ['Canary.svelte', '<div role="dialog" aria-label="own">own</div>', 'no-restricted-syntax'],
    ['Canary.svelte', '<textarea maxlength={500}></textarea>', 'no-restricted-syntax'],
    ['Canary.svelte', '<div popover="manual">own</div>', 'no-restricted-syntax'],
    ['canary.ts', 'export const id = crypto.randomUUID();', 'no-restricted-properties'],
    ['canary.ts', "export const kept = localStorage.getItem('kept');", 'no-restricted-globals'],
  ])('reports in %s: %s', async (file, text, rule) => {
    const [result] = await new ESLint({ cwd: web }).lintText(text, { filePath: join(web, 'src/ui', basename(file)) });
    expect(result?.messages.map((message) => message.ruleId)).toContain(rule);
  });
});
