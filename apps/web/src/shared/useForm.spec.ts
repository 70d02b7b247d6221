import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../app/problem';
import { fieldOf, useForm } from './useForm';

const refusal = (pointer: string, detail: string) =>
  new ApiProblem(400, 'request.invalid', '填写有误', '请修改', [{ pointer, detail }]);

describe('useForm', () => {
  it('sends the values once for two clicks', async () => {
    const keys: string[] = [];
    let answer = () => {};
    const form = useForm({
      initial: { name: '天平' },
      submit: (_, { idempotencyKey }) =>
        new Promise<void>((resolve) => {
          keys.push(idempotencyKey);
          answer = resolve;
        }),
    });
    const first = form.submit();
    expect(await form.submit()).toBe(false);
    answer();
    expect(await first).toBe(true);
    expect(keys).toHaveLength(1);
  });

  it('keeps its key for a retry of the same values and takes another for other values', async () => {
    const keys: string[] = [];
    const form = useForm({
      initial: { name: '天平' },
      submit: async (_, { idempotencyKey }) => {
        keys.push(idempotencyKey);
        throw new TypeError('network');
      },
    });
    await form.submit();
    await form.submit();
    form.values.name = '压力表';
    await form.submit();
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(form.problem.value?.code).toBe('network');
  });

  it('brings the refusals of the server to their fields', async () => {
    const form = useForm({
      initial: { items: [{ serialNumber: '1' }] },
      submit: async () => {
        throw refusal('/items/0/serialNumber', '出厂编号已存在');
      },
    });
    expect(await form.submit()).toBe(false);
    expect(form.errors).toEqual({ 'items.0.serialNumber': '出厂编号已存在' });
    expect(form.submitting.value).toBe(false);
  });

  it('asks the server nothing while its own check finds something', async () => {
    let asked = 0;
    const form = useForm({
      initial: { name: '' },
      validate: (values) => (values.name ? {} : { name: '请填写器具名称' }),
      submit: async () => void asked++,
    });
    expect(await form.submit()).toBe(false);
    expect(form.errors).toEqual({ name: '请填写器具名称' });
    form.values.name = '天平';
    expect(await form.submit()).toBe(true);
    expect(asked).toBe(1);
    expect(form.errors).toEqual({});
  });

  it('knows what is unsaved', async () => {
    const form = useForm({ initial: { name: '' }, submit: async () => undefined });
    expect(form.dirty.value).toBe(false);
    form.values.name = '天平';
    expect(form.dirty.value).toBe(true);
    await form.submit();
    expect(form.dirty.value).toBe(false);
    form.reset({ name: '压力表' });
    expect([form.values.name, form.dirty.value]).toEqual(['压力表', false]);
  });

  it('reads JSON pointers with their escapes', () => {
    expect(fieldOf('/a~1b/c~0d')).toBe('a/b.c~d');
  });
});
