-- Schema 2: what people made of the findings of a value chain. The findings themselves are computed
-- anew each time; a row holds the judgement of the one that "finding" names, such as
-- 'gap:stage:7301…', and speaks again whenever that is found.

CREATE TABLE chain_finding (
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain (id) ON DELETE CASCADE,
  finding TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),
  severity TEXT CHECK (severity IN ('low', 'medium', 'high')),
  owner TEXT,
  note TEXT,
  modified INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX chain_finding_chain ON chain_finding (chain);
