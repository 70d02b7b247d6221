import { findConflict, type Conflict, type Choices, resolveConflict } from './formConflict';
import { computed, inject, reactive, ref, shallowRef, toRaw, type InjectionKey } from 'vue';
import { newKey } from '../app/idempotencyKey';
import { asProblem, type ApiProblem } from '../app/problem';

export type FieldErrors = Record<string, string>;

/** `/items/0/serialNumber` → `items.0.serialNumber`, the name that FormField carries. */
export function fieldOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .join('.');
}

/**
 * A form: its values, what is wrong with them, and one submit at a time.
 *
 * @param options.initial the values to start from; `reset(values)` starts again, e.g. once they are loaded
 * @param options.validate what is wrong before asking the server: field → sentence
 * @param options.submit sends the values. Its idempotency key stays the same until something is changed or it succeeds,
 *   so that a double click or a retry after a lost answer has one effect. Whatever it throws lands in `problem`,
 *   and the problem's pointers in `errors`.
 * @param options.current reads what is stored now, as the form's values, and remembers its version: with it, somebody else's
 *   change in the meantime (412) shows both versions and asks field by field, and nothing typed is lost
 */
export function useForm<V extends object>(options: {
  initial: V;
  validate?: (values: V) => Record<string, string | undefined>;
  submit: (values: V, context: { idempotencyKey: string }) => Promise<unknown>;
  current?: () => Promise<V>;
}) {
  const values = reactive(structuredClone(options.initial)) as V;
  const clean = ref(JSON.stringify(options.initial));
  const errors = reactive<FieldErrors>({});
  /** What each field is called: said with its error where the field itself isn't beside it. */
  const labels = reactive<Record<string, string>>({});
  const problem = shallowRef<ApiProblem>();
  const submitting = ref(false);
  const conflict = shallowRef<Conflict<V>>();
  let sent = { body: '', key: '' };

  function setErrors(found: Record<string, string | undefined>): void {
    for (const name of Object.keys(errors)) delete errors[name];
    for (const [name, text] of Object.entries(found)) if (text) errors[name] = text;
  }

  function refuse(error: unknown): void {
    problem.value = asProblem(error);
    setErrors(Object.fromEntries(problem.value.errors.map((e) => [fieldOf(e.pointer), e.detail])));
  }

  /** False where what is stored now can't be read. */
  async function compare(current: () => Promise<V>): Promise<boolean> {
    const theirs = await current().catch(() => undefined);
    if (theirs) conflict.value = findConflict(JSON.parse(clean.value) as V, toRaw(values), theirs);
    return Boolean(theirs);
  }

  /** Takes what was chosen; the form then stands on what is stored now and can be submitted again. */
  function resolve(choices: Choices): void {
    if (!conflict.value) return;
    Object.assign(values, resolveConflict(conflict.value, choices));
    clean.value = JSON.stringify({ ...values, ...conflict.value.theirs });
    conflict.value = undefined;
  }

  function reset(next: V = options.initial): void {
    Object.assign(values, structuredClone(toRaw(next)));
    clean.value = JSON.stringify(values);
    problem.value = undefined;
    setErrors({});
  }

  /** True when it went through. */
  async function submit(): Promise<boolean> {
    if (submitting.value) return false;
    problem.value = undefined;
    setErrors(options.validate?.(values) ?? {});
    if (Object.keys(errors).length) return false;
    const body = JSON.stringify(values);
    if (sent.body !== body) sent = { body, key: newKey() };
    submitting.value = true;
    try {
      await options.submit(values, { idempotencyKey: sent.key });
      sent = { body: '', key: '' };
      clean.value = body;
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status !== 412 || !options.current || !(await compare(options.current))) refuse(problem);
      return false;
    } finally {
      submitting.value = false;
    }
  }

  return {
    values,
    errors,
    labels,
    problem,
    submitting,
    conflict,
    resolve,
    dirty: computed(() => JSON.stringify(values) !== clean.value),
    submit,
    reset,
    setErrors,
  };
}

export type Form<V extends object = object> = ReturnType<typeof useForm<V>>;

export const FORM: InjectionKey<Pick<Form, 'errors' | 'labels'>> = Symbol('form');
export const useSurroundingForm = () => inject(FORM, { errors: {}, labels: {} });
