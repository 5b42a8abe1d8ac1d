// Made by `npm run generate` from the contract of the service; do not edit.

export interface QuestionKind {
  factorType: 'question';
  provider: 'OKTA';
  enroll: {
    profile: {
      /** The key of one of the questions GET …/factors/questions lists */
      question: string;
      /** Four to 256 characters, blanks around and within it aside */
      answer: string;
      /** The question as the user reads it */
      questionText?: string | undefined;
    };
  };
  answer: {
    answer: string;
  };
  wishes: never;
  profile: {
    /** The key of one of the questions GET …/factors/questions lists */
    question: string;
    /** The question as the user reads it */
    questionText: string;
  };
}
