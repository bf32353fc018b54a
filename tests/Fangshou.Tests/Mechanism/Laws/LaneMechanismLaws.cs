using System.Runtime.Intrinsics;
using CsCheck;
using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism.Laws;

/// <summary>Eight replicates at once give what each gives alone by the plain equations, to the bit.</summary>
public class LaneMechanismLaws
{
    const int Months = 30;

    [Fact]
    public void Lanes_equal_the_plain_version_in_any_world_with_any_parameters() => Gen.Select(MechanismSample.Worlds, MechanismSample.Parameters, Gen.ULong, Gen.UInt[0, 1000]).Sample(
        (world, parameters, seed, replicate) => AssertSame(world, parameters, seed, replicate, Months),
        iter: 300);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lanes_equal_the_plain_version_over_twenty_five_years_in_the_shipped_world(bool full) =>
        AssertSame(MechanismSample.China, full ? ParameterSet.Default : ParameterSet.Core, 2024, 0, 300);

    static void AssertSame(World world, ParameterSet parameters, ulong seed, uint replicate, int months)
    {
        RunPlan plan = MechanismSample.Plan(world, [parameters], RunPlan.GroupSize, months, seed);
        LaneMechanism lanes = new(world, parameters, seed, replicate);
        PlainMechanism[] plain = [.. Enumerable.Range(0, RunPlan.GroupSize).Select(lane => new PlainMechanism(world, parameters, seed, replicate + (uint)lane))];
        Timeline timeline = new(plan, 0, 0);
        for (int month = 0; month < months; month++)
        {
            StepInput input = timeline.At(month);
            lanes.Step(in input);
            for (int lane = 0; lane < plain.Length; lane++)
            {
                plain[lane].Step(in input);
                foreach (Series series in Enum.GetValues<Series>())
                {
                    ReadOnlySpan<Vector512<double>> seen = lanes.Seen(series);
                    for (int s = 0; s < seen.Length; s++)
                        if (BitConverter.DoubleToInt64Bits(seen[s][lane]) != BitConverter.DoubleToInt64Bits(plain[lane].Seen[(int)series, s]))
                            Assert.Fail($"{series} of sector {s}, replicate {replicate + lane}, month {month}: {seen[s][lane]:R} in lanes, {plain[lane].Seen[(int)series, s]:R} in the plain version.");
                }
            }
        }
    }
}
