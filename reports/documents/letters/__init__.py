"""The papers that go with a report: what each says, drafted from the report; a module a paper."""
