import { INSTRUMENT_FIELD, type CodeChoice, type InstrumentFieldKey } from '@quanheng/domain';
import { useI18n } from 'vue-i18n';

/** What fields and coded values are called, from the one table of the domain. */
export function useFieldNames() {
  const { locale } = useI18n();
  const english = () => locale.value === 'en';
  return {
    fieldName: (key: InstrumentFieldKey) => INSTRUMENT_FIELD[key][english() ? 'en' : 'header'],
    choiceName: (choice: CodeChoice) => (english() ? choice.en : choice.zh),
    /** 贸易结算 for TRADE. */
    codeName: (key: InstrumentFieldKey, word: string) => {
      const choice = INSTRUMENT_FIELD[key].choices?.find((each) => each.word === word);
      return choice ? (english() ? choice.en : choice.zh) : word;
    },
  };
}
