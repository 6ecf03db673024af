(function () {
  "use strict";
  // What a link leads to is shown, whatever it is folded into.
  function reveal() {
    var id = location.hash.slice(1);
    var target = id && document.getElementById(id);
    if (!target) return;
    for (var fold = target.closest("details"); fold; fold = fold.parentElement && fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  addEventListener("DOMContentLoaded", reveal);

  // What is marked for paper does not stay folded there; the rest is printed as the reader left it.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details.printed:not([open])"));
    opened.forEach(function (fold) { fold.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (fold) { fold.open = false; });
  });

  // Buttons that need a script are hidden without one.
  document.querySelectorAll("[data-folds]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var open = button.dataset.folds === "open";
      document.querySelectorAll("main details").forEach(function (fold) { fold.open = open; });
    });
  });

  // A table with the class "sortable" is sorted by the head of a column: by data-value, or by text.
  document.querySelectorAll("table.sortable").forEach(function (table) {
    var body = table.tBodies[0];
    table.querySelectorAll("thead th").forEach(function (head) {
      if (head.dataset.sort === undefined) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "descending";
        table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "ascending" : "descending");
        var rows = Array.from(body.rows).map(function (row, place) {
          var cell = row.cells[head.cellIndex];
          var text = cell && (cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim());
          var number = text === "" || text === undefined ? NaN : Number(text);
          return { row: row, text: text || "", number: number, place: place };
        });
        rows.sort(function (a, b) {
          // What has no value stands last either way.
          if (a.text === "" || b.text === "") return (a.text === "") - (b.text === "") || a.place - b.place;
          var order = isNaN(a.number) || isNaN(b.number)
            ? a.text.localeCompare(b.text, document.documentElement.lang)
            : a.number - b.number;
          return (down ? order : -order) || a.place - b.place;
        });
        rows.forEach(function (entry) { body.appendChild(entry.row); });
      });
    });
  });
})();
