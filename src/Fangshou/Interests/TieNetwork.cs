using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Interests;

/// <summary>A firm, a group of firms or a public body in the network.</summary>
/// <param name="Id">Name of the firm or group, or id of the body.</param>
/// <param name="Kind">Sort of the body; null for firms and groups.</param>
/// <param name="IsGroup">True when the name stands for many firms.</param>
/// <param name="Degree">How many others it is tied to.</param>
/// <param name="Strength">Sum of the weights of its edges.</param>
/// <param name="Betweenness">Share of the shortest paths between pairs of others that lead through it, 0…1 (Freeman 1977).</param>
public sealed record TieNode(string Id, HolderKind? Kind, bool IsGroup, int Degree, double Strength, double Betweenness);

/// <summary>The ties of one body to one firm.</summary>
/// <param name="Body">Place of the body among the nodes.</param>
/// <param name="Firm">Place of the firm or group.</param>
/// <param name="Weight">Sum over distinct roles of the strongest tie's strength.</param>
/// <param name="Roles">The roles, the strongest first, then in the codebook's order.</param>
public sealed record TieEdge(int Body, int Firm, int Weight, ImmutableArray<string> Roles);

/// <summary>Who is tied to whom: a graph with public bodies on one side and firms on the other.</summary>
public sealed record TieNetwork
{
    /// <summary>Bodies first, by id, then firms and groups, by name. n.</summary>
    public required ImmutableArray<TieNode> Nodes { get; init; }

    /// <summary>Edges, by body, then by firm. m.</summary>
    public required ImmutableArray<TieEdge> Edges { get; init; }

    /// <summary>The network of ties in force. A firm's units are one with it.</summary>
    /// <remarks>O(n·m), for the betweenness.</remarks>
    public static TieNetwork Of(ImmutableArray<Tie> ties, Vocabulary actors)
    {
        ArgumentNullException.ThrowIfNull(actors);
        string[] bodies = [.. ties.SelectMany(tie => tie.Holders).Distinct().Order(StringComparer.Ordinal)];
        string[] firms = [.. ties.SelectMany(tie => tie.Firms).Select(FirmName.Of).Distinct().Order(StringComparer.Ordinal)];
        HashSet<string> groups = [.. ties.SelectMany(tie => tie.Firms).Where(FirmName.IsGroup).Select(FirmName.Of)];
        ImmutableArray<TieEdge> edges =
        [
            .. ties.SelectMany(tie => tie.Holders.SelectMany(body => tie.Firms.Select(FirmName.Of).Distinct().Select(firm => (Body: Array.IndexOf(bodies, body), Firm: bodies.Length + Array.IndexOf(firms, firm), Tie: tie))))
                .GroupBy(link => (link.Body, link.Firm), link => link.Tie)
                .OrderBy(group => group.Key.Body).ThenBy(group => group.Key.Firm)
                .Select(group => Edge(group.Key.Body, group.Key.Firm, [.. group])),
        ];
        double[] between = Betweenness(bodies.Length + firms.Length, [.. edges.Select(edge => (edge.Body, edge.Firm))]);
        return new TieNetwork
        {
            Nodes = [.. bodies.Concat(firms).Select((id, i) => new TieNode(
                id, i < bodies.Length ? Holder.Kind(id, actors) : null, i >= bodies.Length && groups.Contains(id),
                edges.Count(edge => edge.Body == i || edge.Firm == i), edges.Where(edge => edge.Body == i || edge.Firm == i).Sum(edge => edge.Weight), between[i]))],
            Edges = edges,
        };
    }

    static TieEdge Edge(int body, int firm, ImmutableArray<Tie> ties)
    {
        (string Role, int Strength)[] roles = [.. ties.GroupBy(tie => tie.Role).Select(group => (group.Key, group.Max(tie => tie.Strength)))];
        return new TieEdge(body, firm, roles.Sum(role => role.Strength), [.. roles.OrderByDescending(role => role.Strength).ThenBy(role => RoleYear.Roles.IndexOf(role.Role)).Select(role => role.Role)]);
    }

    /// <summary>Betweenness of every node of an undirected graph whose edges are all one step long, as a share of the pairs of others.</summary>
    /// <param name="count">Nodes, n.</param>
    /// <param name="edges">Pairs of nodes, each pair once. m.</param>
    /// <returns>n numbers, 0…1; all 0 with fewer than three nodes.</returns>
    /// <remarks>O(n·m) time, O(n + m) space. Source: Brandes (2001), J. Math. Sociol. 25:163–177, algorithm 1.</remarks>
    internal static double[] Betweenness(int count, ReadOnlySpan<(int A, int B)> edges)
    {
        List<int>[] near = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        foreach ((int a, int b) in edges)
        {
            near[a].Add(b);
            near[b].Add(a);
        }

        double[] between = new double[count], paths = new double[count], dependency = new double[count];
        int[] distance = new int[count];
        List<int> reached = [];
        for (int source = 0; source < count; source++)
        {
            Array.Clear(paths);
            Array.Clear(dependency);
            Array.Fill(distance, -1);
            reached.Clear();
            reached.Add(source);
            (paths[source], distance[source]) = (1, 0);
            for (int head = 0; head < reached.Count; head++)
            {
                int v = reached[head];
                foreach (int w in near[v])
                {
                    if (distance[w] < 0)
                    {
                        distance[w] = distance[v] + 1;
                        reached.Add(w);
                    }

                    if (distance[w] == distance[v] + 1)
                        paths[w] += paths[v];
                }
            }

            // Farthest first: what a node passes on is known once all behind it have been seen.
            for (int i = reached.Count - 1; i > 0; i--)
            {
                int w = reached[i];
                foreach (int v in near[w])
                    if (distance[v] == distance[w] - 1)
                        dependency[v] += paths[v] / paths[w] * (1 + dependency[w]);
                between[w] += dependency[w];
            }
        }

        // Every pair was seen from both ends.
        double pairs = (count - 1.0) * (count - 2.0);
        return [.. between.Select(sum => pairs > 0 ? sum / pairs : 0)];
    }
}
