import { shallowRef } from 'vue';

export interface Confirmation {
  title: string;
  /** Repeats what it is about and how many, e.g. 将停用 12 台器具。 */
  message: string;
  /** What the button does; never 确定. */
  verb: string;
  cancel?: string;
  danger?: boolean;
  /** Asks for a reason of this label; required unless `optional`. What is often said is put in at a click. */
  reason?: { label?: string; optional?: boolean; suggestions?: readonly string[] };
}

export interface Confirmed {
  reason: string;
}

interface Pending extends Confirmation {
  answer: (confirmed: Confirmed | null) => void;
}

/** What ConfirmAction shows; App.vue holds the one dialog. */
export const pendingConfirmation = shallowRef<Pending>();

/** `if (await confirm({ … })) …`: null when the user thought better of it. */
export function useConfirm() {
  return (confirmation: Confirmation): Promise<Confirmed | null> =>
    new Promise((resolve) => {
      pendingConfirmation.value?.answer(null);
      pendingConfirmation.value = {
        ...confirmation,
        answer: (confirmed) => {
          pendingConfirmation.value = undefined;
          resolve(confirmed);
        },
      };
    });
}
