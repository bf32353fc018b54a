using Fangshou.Ledger;

namespace Fangshou.Briefs;

/// <summary>Addresses of the pages of rows and cells, for a page among others.</summary>
/// <param name="Event">The page of a row.</param>
/// <param name="Cell">The page of a cell.</param>
sealed record PageLinks(Func<Event, string> Event, Func<Cell, string> Cell);
