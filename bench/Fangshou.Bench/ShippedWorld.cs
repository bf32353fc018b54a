using System.Collections.Immutable;
using Fangshou.Mechanism;

namespace Fangshou.Bench;

/// <summary>The world of scenarios/worlds/china.json, also with more firms.</summary>
static class ShippedWorld
{
    public static World Read()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "scenarios", "worlds", "china.json");
            if (File.Exists(path))
            {
                using FileStream file = File.OpenRead(path);
                return WorldReader.Read(file);
            }
        }

        throw new FileNotFoundException("scenarios/worlds/china.json is not above the program.");
    }

    /// <summary>The same sectors with so many firms each; sizes of sectors grow with them.</summary>
    public static World With(int firmsPerSector)
    {
        World world = Read();
        double factor = (double)firmsPerSector / world.Sectors[0].Firms;
        ImmutableArray<Sector> sectors = [.. world.Sectors.Select(s => s with { Firms = firmsPerSector, Saturation = s.Saturation * factor })];
        return World.Create("larger", sectors, world.Agencies, [.. world.Localities.Select(l => l with { OtherRevenue = l.OtherRevenue * factor })]);
    }
}
