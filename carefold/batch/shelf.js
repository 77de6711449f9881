// The search, and what is due today. Without this script all is shown, and dates speak for themselves.
"use strict";
(() => {
  const said = document.documentElement.dataset;
  const find = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // What is past its review, or will be soon, by this computer's date.
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const state = (one) => {
    const left = (Date.parse(one.dataset.review) - today) / 86400000;
    return left < 0 ? "past" : left <= Number(said.days) ? "due" : "";
  };
  const marked = (one) => {
    const found = state(one);
    const mark = one.querySelector(".mark");
    mark.hidden = !found;
    mark.textContent = found && fill(said[found], { date: one.dataset.day });
    if (found) one.classList.add(found);
    return found;
  };
  const cards = [...document.querySelectorAll("article")];
  cards.forEach(marked);
  let near = 0;
  for (const row of document.querySelectorAll(".reviews tbody tr")) {
    if (marked(row)) near += 1;
    else row.hidden = true;
  }
  find("reviews-about").textContent = near ? said.near : said.nothing;
  document.querySelector(".reviews table").hidden = !near;

  // Words and codes, as search.py finds them.
  const folded = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const code = (word) => {
    const sure = word.toUpperCase().replace(/[01ILO]/g, ".");
    return /^[0-9A-Z.]{6}$/.test(sure) && sure.split(".").length < 4 ? new RegExp(`(^| )${sure}( |$)`) : null;
  };
  const matcher = (word) => {
    const shape = code(word);
    return (data) => data.find.includes(word) || (shape && shape.test(data.codes));
  };
  const search = () => {
    const tests = folded(find("words").value).split(/\s+/).filter(Boolean).map(matcher);
    const language = find("language").value;
    let shown = 0;
    for (const card of cards) {
      const fits = (!language || card.dataset.language === language) && tests.every((test) => test(card.dataset));
      card.hidden = !fits;
      shown += fits;
    }
    find("count").textContent = shown ? fill(said.count, { shown, all: cards.length }) : said.none;
  };
  const form = find("search");
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  search();
})();
