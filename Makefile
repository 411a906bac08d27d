# `make help` shows what there is. All that is installed or stored goes into .local/.
PORT ?= 8000
VENV := .local/venv/bin
DEV := $(VENV)/python -m netwerk.kern.dev
export PORT

# A python3 that can start here. It is called from /, because a pyenv that lacks the version in
# .python-version refuses to start any python3 inside this folder.
CANDIDATES := python3 /usr/bin/python3 /usr/local/bin/python3
BOOTSTRAP = root="$$PWD"; cd /; \
	for python in $(CANDIDATES); do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; \
		then exec "$$python" "$$root/netwerk/kern/dev/bootstrap.py"; fi; \
	done; \
	echo "Er is geen bruikbare python3. Installeer Python 3.8 of nieuwer, met venv en pip." >&2; exit 1

# They start whole sites, browsers or servers of their own, or ask every page.
SLOW := browser faults exit backup upgrade netwerk/test_canary.py policy/test_sitemap.py

.PHONY: help run test fast check fix migrations faults crowd bench shots plaatjes mails matrix seeded fuzz release-dump sbom audit clean installed
.DEFAULT_GOAL := help

help: ## Laat zien welke opdrachten er zijn
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' Makefile

run: installed ## Start het netwerk op deze machine, met voorbeeldgegevens (PORT=8000)
	@exec $(DEV).run

test: installed ## Doe alle controles en tests, of een deel: ARGS="tests/casussen -x"
	@exec $(DEV).testrun $(ARGS)

fast: installed ## Doe van elk bestand een deel van de tests, zonder browser: binnen drie minuten
	@exec $(DEV).testrun tests --one-in=8 $(SLOW:%=--ignore=tests/%) -n 2 --dist loadgroup

check: installed ## Controleer stijl, typen, lagen, sjablonen, migraties en instellingen
	@exec $(DEV).check

fix: installed ## Herstel wat de controles zelf kunnen herstellen
	@exec $(DEV).check fix

migrations: installed ## Schrijf de migraties voor veranderde modellen
	@exec $(DEV).check migrations

matrix: installed ## Toets alle rechten: elk adres, elke methode, elke rol
	@exec $(DEV).testrun tests/policy -m matrix_full -n 2

seeded: installed ## Zet om de beurt een fout in de rechten, en zeg welke toets hem vindt
	@exec $(VENV)/python -m tests.policy.seeded

fuzz: installed ## Geef alles wat tekst en bestanden leest wat dan ook te lezen: ROUNDS=20000
	@FUZZ_ROUNDS=$(or $(ROUNDS),20000) $(DEV).testrun tests/kern/test_fuzz.py -n 2 --durations=0

faults: installed ## Breek alles wat kan breken, en tel of er een bericht zoek is: ROUNDS=1000
	@exec $(VENV)/python -m tests.faults.run $(or $(ROUNDS),100) $(SEED)

crowd: installed ## Laat de mailserver uitvallen halverwege een grote verzending: PEOPLE=10000
	@exec $(VENV)/python -m tests.faults.crowd $(or $(PEOPLE),10000)

bench: installed ## Meet hoe snel alles is (docs/speed.md), of een deel: ONLY=pages, ONLY=messages, ONLY=people, ONLY=casussen, ONLY=gesprekken, ONLY=handboek, ONLY=documents, ONLY=zoeken, ONLY=exit, ONLY=migration, ONLY=peers of ONLY=lighthouse
	@for each in $(or $(ONLY),speed); do $(VENV)/python -m benchmarks.$$each || exit; done

shots: installed ## Maak schermafdrukken van alle pagina's, in .local/shots
	@exec $(DEV).shots

plaatjes: installed ## Maak de plaatjes van de hulp opnieuw, in static/src/img/hulp
	@exec $(DEV).plaatjes

mails: installed ## Maak tekst en afbeeldingen van alle mails, in .local/mails
	@exec $(DEV).mails

release-dump: installed ## Bewaar hoe de database van deze uitgave eruitziet, om de volgende op te toetsen
	@exec $(DEV).release

sbom: installed ## Schrijf op wat erin zit (CycloneDX), in .local/sbom
	@exec $(DEV).sbom

audit: installed ## Vraag welke pakketten een bekend lek hebben (vraagt het aan diensten op het internet)
	@$(VENV)/pip-audit --disable-pip --require-hashes --requirement requirements.txt; npm audit --omit=dev

clean: ## Verwijder alles wat is geïnstalleerd en opgeslagen, ook de gegevens
	@if [ -L .local/services/elders ]; then rm -rf "$$(readlink .local/services/elders)"; fi
	rm -rf .local node_modules static/dist

installed:
	@$(BOOTSTRAP)
