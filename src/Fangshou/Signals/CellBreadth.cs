using Fangshou.Ledger;

namespace Fangshou.Signals;

/// <summary>How many rows a cell is expected to have at the same strictness: eleven sectors are acted upon more often than one, one area of a sector less often than all.</summary>
public static class CellBreadth
{
    /// <summary>Power of the ground covered with which the number of acts grows: 1 were every act about one sector and one area, 0 were every act about all.</summary>
    /// <remarks>A property of how acts name sectors and areas, counted in the shipped ledger and pinned by a test; no phase enters it.</remarks>
    public const double Exponent = 0.87;

    /// <summary>ln of the breadth: (sectors in the cell × share of the lane's areas that it names) to the power <see cref="Exponent"/>.</summary>
    /// <param name="cell">What it is about.</param>
    /// <param name="lane">In the content lane the area is the lane, so the share is one.</param>
    /// <param name="codebook">The sector tree and the areas; a user's own vocabularies count as they are.</param>
    /// <returns>0 for one sector without children in all its areas; negative for single areas.</returns>
    public static double Log(Cell cell, Lane lane, Codebook codebook)
    {
        int sectors = cell.Sector is null ? codebook.Sectors.Terms.Length : codebook.Sectors.Terms.Count(t => codebook.Sectors.Includes(cell.Sector, t.Id));
        int areas = codebook.Areas.Terms.Count(t => t.Id != LaneRule.ContentControl);
        double share = lane == Lane.Content || cell.Areas.Length == 0 ? 1 : Math.Min(1, (double)cell.Areas.Length / Math.Max(1, areas));
        return Exponent * Math.Log(Math.Max(1, sectors) * share);
    }
}
