using Fangshou.Numerics;
using static Fangshou.Mechanism.MechanismParameter;

namespace Fangshou.Mechanism;

/// <content>The equations of one month.</content>
sealed partial class PlainMechanism
{
    // (1)
    void MoveSlack(in StepInput input) =>
        Slack = (input.Constants[SlackPersistence] * Slack) + (input.Constants[SlackVolatility] * RandomNumber.Normals(seed, replicate, (uint)input.Month, DrawStream.Slack, 0).First);

    // (2)
    void Localities(StepConstants c)
    {
        Array.Clear(taxBase);
        for (int s = 0; s < c.Sectors; s++)
        {
            total[s] = 0;
            for (int i = firstFirm[s]; i < firstFirm[s + 1]; i++)
            {
                total[s] += Size[i];
                taxBase[HomeOf[i], s] += Size[i];
            }
        }

        for (int l = 0; l < c.Localities; l++)
        {
            double all = 0;
            for (int s = 0; s < c.Sectors; s++)
                all += taxBase[l, s];
            double inverse = 1 / (all + world.Localities[l].OtherRevenue);
            for (int s = 0; s < c.Sectors; s++)
            {
                double dependence = taxBase[l, s] * inverse;
                taxBase[l, s] = (c[ProtectionCap] * (1 - RealMath.Exp(-(c.ProtectionSlopeOf[l] * dependence)))) * (1 - (c[ProtectionSuspended] * Math.Max(Signal[s], 0)));
            }
        }
    }

    // (3)
    void Courts(StepConstants c)
    {
        double[] claims = new double[c.Localities];
        for (int s = 0; s < c.Sectors; s++)
        {
            double inverse = 1 / Math.Max(total[s], StepConstants.LeastSize);
            shareProtected[s] = 0;
            for (int i = firstFirm[s]; i < firstFirm[s + 1]; i++)
            {
                weight[i] = Size[i] * inverse;
                protectionOf[i] = taxBase[HomeOf[i], s];
                shareProtected[s] += weight[i] * protectionOf[i];
                claims[HomeOf[i]] += c[MechanismParameter.Claims] * (Size[i] * HarmOf(i));
            }

            win[s] = c[CourtBase] + (c[CourtCapture] * shareProtected[s]);
        }

        for (int l = 0; l < c.Localities; l++)
        {
            double open = claims[l] + Backlog[l], disposed = Math.Min(open, c.JudgesOf[l]);
            disposedShare[l] = open > 0 ? disposed / open : 1;
            Backlog[l] = open - disposed;
        }
    }

    double HarmOf(int i) => (((Harm[i, 0] + Harm[i, 1]) + Harm[i, 2]) + Harm[i, 3]) + Harm[i, 4];

    // (4) (5) (6), and the sums over firms that (10) needs.
    void Firms(in StepInput input)
    {
        StepConstants c = input.Constants;
        for (int s = 0; s < c.Sectors; s++)
        {
            double sum = 0;
            double[] effortOn = new double[World.Areas];
            for (int a = 0; a < c.Agencies; a++)
            {
                sum += c.InCharge[(a * c.Sectors) + s] ? Effort[a, s] : 0;
                for (int k = 0; k < World.Areas; k++)
                    if (world.Agencies[a].Mandate[k] > 0)
                        effortOn[k] += Effort[a, s];
            }

            enforcement[s] = sum * c.InverseInCharge[s];
            double crowding = total[s] * c.InverseSaturation[s];
            double growth = (((c.Growth[s] * Confidence[s]) * Math.Max(1 - crowding, -0.2)) + (c[Support] * Math.Max(-Signal[s], 0))) - (c[EnforcementDrag] * enforcement[s]);
            if (Closed[s])
                growth -= c[ClosureShrinkage];
            PerceivedGrowth[s] = (0.9 * PerceivedGrowth[s]) + (0.1 * Clip(growth * (1 / StepConstants.ReferenceGrowth), -0.5, 1.5));
            double mature = Clip(crowding * (1 / 0.6), 0, 1.3);
            double gain = c[ComplianceGain] * enforcement[s], unredressed = c[Redress] * (1 - win[s]);

            double reached = 0;
            double[] harmSum = new double[World.Areas], reportSum = new double[World.Areas];
            for (int i = firstFirm[s]; i < firstFirm[s + 1]; i++)
            {
                (double first, double second) = RandomNumber.Normals(seed, replicate, (uint)input.Month, DrawStream.FirmGrowth, (uint)(i / 2));
                double shock = i % 2 == 0 ? first : second;
                double size = Clip(Size[i] * RealMath.Exp(growth + (c[GrowthNoise] * shock)), StepConstants.LeastSize, StepConstants.LargestSize);
                Size[i] = Size[i] > 0 && size >= c[ExitSize] ? size : 0;
                Compliance[i] = (Compliance[i] + (gain * (1 - Compliance[i]))) - (c[ComplianceDecay] * (Compliance[i] - c[ComplianceFloor]));
                TieStrength[i] += c[Lobbying] * Math.Max((Size[i] / (Size[i] + c[LobbyingHalf])) - TieStrength[i], 0);
                double fading = c[HarmDecay] + (unredressed * disposedShare[HomeOf[i]]);
                double reportWeight = weight[i] * ((1 - protectionOf[i]) * (1 - (c[TiesEffect] * TieStrength[i])));
                for (int k = 0; k < World.Areas; k++)
                {
                    double kept = 1 - (fading + (c[CleanUp] * (effortOn[k] * c.InverseMandates[k])));
                    Harm[i, k] = Math.Max((Harm[i, k] * kept) + ((c.Inflow[(s * World.Areas) + k] * mature) * (1 - Compliance[i])), 0);
                    harmSum[k] += Harm[i, k] * weight[i];
                    reportSum[k] += Harm[i, k] * reportWeight;
                }

                reached += Size[i] * (HarmOf(i) + StepConstants.FineFloor);
                fineReach[i] = reached;
            }

            hidden[s] = (((harmSum[0] + harmSum[1]) + harmSum[2]) + harmSum[3]) + harmSum[4];
            for (int k = 0; k < World.Areas; k++)
                (areaHarm[s, k], areaReports[s, k]) = (harmSum[k], reportSum[k]);
            if (c.IsOn(MechanismParameter.Entry))
                Enter(input, s, crowding);
        }
    }

    /// <summary>Entrants take the first empty places: small, as honest as anyone, without harm or ties.</summary>
    void Enter(in StepInput input, int s, double crowding)
    {
        StepConstants c = input.Constants;
        double rate = Closed[s] ? 0 : (c[Entry] * Confidence[s]) * Math.Max(1 - crowding, 0);
        int entrants = Poisson(Draw(input, DrawStream.Entry, s).First, rate, StepConstants.MostEntrants);
        for (int i = firstFirm[s]; i < firstFirm[s + 1] && entrants > 0; i++)
        {
            if (Size[i] > 0)
                continue;
            (Size[i], Compliance[i], TieStrength[i]) = (c[EntrySize], c[ComplianceFloor], 0);
            for (int k = 0; k < World.Areas; k++)
                Harm[i, k] = 0;
            entrants--;
        }
    }

    // (7) (8)
    void Incidents(in StepInput input, int s)
    {
        StepConstants c = input.Constants;
        (double u, double v) = Draw(input, DrawStream.Incident, s);
        int count = Poisson(u, c[IncidentBase] + (c[IncidentSlope] * hidden[s]), StepConstants.MostIncidents);
        double severity = 0;
        if (count > 0)
        {
            double largest = RealMath.Exp(RealMath.Log(v) / count), beyond = RealMath.Log(Math.Max(1 - largest, StepConstants.LeastTail));
            double tail = c.IsOn(ThinTail) ? -beyond * c.ThinScale : RealMath.Exp(-beyond * c.InverseTail);
            severity = Math.Min((c[SeverityLeast] * (c[SeverityBase] + (c[SeveritySlope] * hidden[s]))) * tail, c[SeverityCap]);
        }

        severity = Math.Max(severity, input.Planted(s));
        if (severity > 0)
            severity *= RealMath.Exp(c[Resonance] * RandomNumber.Normals(seed, replicate, (uint)input.Month, DrawStream.Resonance, (uint)s).First);
        double buried = c.IsOn(FullInformation) ? 0 : shareProtected[s];
        double visible = severity > 0 ? severity * (1 - (buried * RealMath.Exp(-severity / c[Burial]))) : 0;
        Seen[(int)Series.Severity, s] = severity;
        Seen[(int)Series.VisibleSeverity, s] = visible;
    }

    // (9)
    void Public(in StepInput input, int s)
    {
        StepConstants c = input.Constants;
        double rate = (c[ReportBase] + ((c[ReportSlope] * hidden[s]) * (win[s] - 0.5))) + Excitation[s];
        int reports = Poisson(Draw(input, DrawStream.Report, s).First, Math.Min(rate, StepConstants.LargestReportRate), StepConstants.MostReports);
        Excitation[s] = ((c.Forgetting * Excitation[s]) + (c[SalienceEcho] * reports)) + Seen[(int)Series.VisibleSeverity, s];
        salience[s] = RealMath.Log(1 + (Excitation[s] / c[SalienceScale]));
    }

    // (11) (12)
    void Perceive(StepConstants c)
    {
        double competing = 0;
        for (int s = 0; s < c.Sectors; s++)
            competing += salience[s] * salience[s];
        double inverse = c[Discovery] / ((c[AttentionHalf] * c[AttentionHalf]) + competing);
        for (int s = 0; s < c.Sectors; s++)
        {
            double attention = Clip(((salience[s] * salience[s]) * inverse) + (StepConstants.EnforcerAttention * enforcement[s]), 0, 1);
            for (int k = 0; k < World.Areas; k++)
            {
                double known = PerceivedHarm[s, k], campaign = areaHarm[s, k] * (1 + (c[OverReporting] * enforcement[s]));
                PerceivedHarm[s, k] = c.IsOn(FullInformation)
                    ? areaHarm[s, k]
                    : (known + (c[ReportSpeed] * (areaReports[s, k] - known))) + (attention * Math.Max(campaign - known, 0));
            }
        }
    }

    double Perceived(int s) => (((PerceivedHarm[s, 0] + PerceivedHarm[s, 1]) + PerceivedHarm[s, 2]) + PerceivedHarm[s, 3]) + PerceivedHarm[s, 4];

    // (13) (14)
    void Decide(in StepInput input)
    {
        StepConstants c = input.Constants;
        double tight = 0, slack = Clip(Slack + c[Slump], -1, 3);
        for (int s = 0; s < c.Sectors; s++)
            tight += Math.Max(Signal[s], 0);
        bool[] moves = new bool[c.Sectors];
        double[] gap = new double[c.Sectors];
        for (int s = 0; s < c.Sectors; s++)
        {
            damage[s] = (0.5 * (1 - Confidence[s])) + (0.5 * JobLoss[s]);
            double elsewhere = (tight - Math.Max(Signal[s], 0)) * (1.0 / Math.Max(c.Sectors - 1, 1));
            double pressure = (Perceived(s) + (c[Anger] * (salience[s] * salience[s]))) + (c[Contagion] * elsewhere);
            value[s] = ((c[GrowthFaction] * (1 + (c[SlumpWeight] * slack))) * ((c[GrowthWeight] * PerceivedGrowth[s]) + (c[DamageWeight] * damage[s]))) + c.MissionOf[s];
            gap[s] = RealMath.Tanh((pressure - value[s]) / c[SignalSlope]) - Signal[s];
            (double first, double second) = Draw(input, DrawStream.Decision, s);
            double look = 1 - RealMath.Exp(-((c[LookBase] + (c[LookSalience] * salience[s])) + (c[LookDamage] * damage[s])));
            double threshold = gap[s] > 0 ? gap[s] - c[FrictionUp] : -gap[s] - c[FrictionDown];
            moves[s] = c.IsOn(NoFriction) || (first < look && second < RealMath.Logistic(threshold / c[FrictionWidth]));
        }

        for (int s = 0; s < c.Sectors; s++)
        {
            // At most Q decisions: the largest gaps first, and of equal ones the first sector.
            int before = 0;
            for (int other = 0; other < c.Sectors; other++)
                before += moves[other] && (other < s ? Math.Abs(gap[other]) >= Math.Abs(gap[s]) : Math.Abs(gap[other]) > Math.Abs(gap[s])) ? 1 : 0;
            jump[s] = moves[s] && before < c[DecisionQuota] ? gap[s] : 0;
            Signal[s] += jump[s];
            if (c.IsOn(Closure))
            {
                double past = ((Perceived(s) / Math.Max(value[s], StepConstants.LeastValue)) - c[ClosureRatio]) / c[ClosureWidth];
                Closed[s] |= Signal[s] > 0 && Draw(input, DrawStream.Closure, s).First < c[Closure] * RealMath.Logistic(past);
            }
        }
    }

    // (15)
    void Agencies(StepConstants c)
    {
        for (int a = 0; a < c.Agencies; a++)
        {
            double sum = 0;
            for (int s = 0; s < c.Sectors; s++)
                sum += Effort[a, s];
            double own = c.MomentumPull * (sum * (1.0 / c.Sectors));
            for (int s = 0; s < c.Sectors; s++)
            {
                if (!c.InCharge[(a * c.Sectors) + s])
                    continue;
                double drive = (((c.InertiaOf[a] - Blame[a]) + (c.CareerOf[a] * Signal[s])) + (c.PeersPull * enforcement[s])) + own;
                Effort[a, s] += c.SpeedOf[a] * ((world.Agencies[a].Capacity * RealMath.Logistic(drive)) - Effort[a, s]);
            }
        }
    }

    // (16), and the blame of (15).
    void Markets(StepConstants c)
    {
        bool[] fell = new bool[c.Sectors];
        for (int s = 0; s < c.Sectors; s++)
        {
            double old = Confidence[s];
            double next = ((old + (c[ConfidenceRecovery] * (1 - old))) - ((c[ConfidenceDamage] * enforcement[s]) * old)) - ((c[ConfidenceShock] * Math.Max(jump[s], 0)) * old);
            Confidence[s] = Clip(next, StepConstants.LeastConfidence, StepConstants.LargestConfidence);
            JobLoss[s] += c[JobsSpeed] * ((1 - Confidence[s]) - JobLoss[s]);
            fell[s] = Confidence[s] * Confidence[s] <= StepConstants.IndexFall * (old * old);
        }

        for (int a = 0; a < c.Agencies; a++)
        {
            bool acted = false;
            for (int s = 0; s < c.Sectors; s++)
                acted |= fell[s] && Effort[a, s] > StepConstants.MobilisedEffort;
            Blame[a] = (c[BlameMemory] * Blame[a]) + (acted ? c[BlameStep] : 0);
        }
    }

    // (17)
    void Acts(in StepInput input)
    {
        StepConstants c = input.Constants;
        for (int s = 0; s < c.Sectors; s++)
        {
            double sum = 0;
            int mobilised = 0;
            for (int a = 0; a < c.Agencies; a++)
            {
                sum += c.InCharge[(a * c.Sectors) + s] ? Effort[a, s] : 0;
                mobilised += Effort[a, s] > StepConstants.MobilisedEffort ? 1 : 0;
            }

            (double u, double v) = Draw(input, DrawStream.Acts, s);
            int restrictive = Poisson(u, (3 * c[RestrictiveRate]) * (sum * c.InverseInCharge[s]), StepConstants.MostRestrictive);
            int loosening = Poisson(v, c[LooseningRate] + ((c[LooseningSlope] * Math.Max(-Signal[s], 0)) * damage[s]), StepConstants.MostLoosening);
            Seen[(int)Series.Restrictive, s] = restrictive;
            Seen[(int)Series.Loosening, s] = loosening;
            Seen[(int)Series.Mobilised, s] = mobilised;
            Seen[(int)Series.Fine, s] = restrictive > 0 ? Fine(input, s) : 0;
            Seen[(int)Series.Signal, s] = Signal[s];
            Seen[(int)Series.Confidence, s] = Confidence[s];
            Seen[(int)Series.JobLoss, s] = JobLoss[s];
            Seen[(int)Series.HiddenHarm, s] = hidden[s];
            Seen[(int)Series.PerceivedHarm, s] = Perceived(s);
            Seen[(int)Series.Salience, s] = salience[s];
            Seen[(int)Series.Protection, s] = shareProtected[s];
            Seen[(int)Series.WinShare, s] = win[s];
            Seen[(int)Series.Closed, s] = Closed[s] ? 1 : 0;
            (double size, double backlog, int largest) = (0, 0, firstFirm[s]);
            for (int i = firstFirm[s]; i < firstFirm[s + 1]; i++)
            {
                size += Size[i];
                largest = Size[i] > Size[largest] ? i : largest;
            }

            for (int l = 0; l < c.Localities; l++)
                backlog += Backlog[l];
            Seen[(int)Series.Size, s] = size;
            Seen[(int)Series.Backlog, s] = backlog;
            Seen[(int)Series.LargestWinShare, s] = c[CourtBase] + (c[CourtCapture] * protectionOf[largest]);
        }
    }

    /// <summary>The fine of a month: it falls on a firm with probability in proportion to size times harm.</summary>
    double Fine(in StepInput input, int s)
    {
        StepConstants c = input.Constants;
        (double u, double v) = Draw(input, DrawStream.Fine, s);
        if (v >= StepConstants.FineChance)
            return 0;
        double mark = u * fineReach[firstFirm[s + 1] - 1];
        int target = firstFirm[s + 1] - 1;
        for (int i = target; i >= firstFirm[s]; i--)
            target = fineReach[i] >= mark ? i : target;
        double shock = RandomNumber.Normals(seed, replicate, (uint)input.Month, DrawStream.FineSize, (uint)s).First;
        return Size[target] * Math.Min(c[FineBase] * RealMath.Exp((c[FineSpread] * shock) + (c[FineSignal] * Signal[s])), StepConstants.LargestFine);
    }

    // (18)
    void Content(in StepInput input)
    {
        StepConstants c = input.Constants;
        for (int s = 0; s < c.Sectors; s++)
        {
            double risk = (((world.Sectors[s].ContentExposure * StepConstants.ContentRisk) * total[s]) * c.InverseSaturation[s]) * (1 - ContentCompliance[s]);
            ContentEffort[s] += StepConstants.ContentSpeed * (RealMath.Logistic((risk - c[ContentThreshold]) / c[ContentWidth]) - ContentEffort[s]);
            ContentCompliance[s] = Clip(
                (ContentCompliance[s] + ((StepConstants.ContentLearning * ContentEffort[s]) * (1 - ContentCompliance[s]))) - (StepConstants.ContentForgetting * ContentCompliance[s]), 0, 1);
            (double u, double v) = Draw(input, DrawStream.Content, s);
            Seen[(int)Series.ContentActs, s] = Poisson(u, StepConstants.ContentActs * ContentEffort[s], StepConstants.MostContent);
            Seen[(int)Series.Draft, s] = 0;
            if (v < c[DraftRate] * ContentEffort[s])
            {
                double push = RealMath.Logistic(c[PushBack] * (value[s] - StepConstants.ValueOfDrafts)), fate = Draw(input, DrawStream.DraftFate, s).First;
                Seen[(int)Series.Draft, s] = (int)(fate < 0.5 * (push * push) ? DraftFate.Withdrawn : fate < push ? DraftFate.Softened : DraftFate.Adopted);
            }
        }
    }

    (double First, double Second) Draw(in StepInput input, uint stream, int sector) => RandomNumber.Uniforms(seed, replicate, (uint)input.Month, stream, (uint)sector);

    static double Clip(double x, double least, double largest) => Math.Min(Math.Max(x, least), largest);

    static int Poisson(double u, double mean, int most)
    {
        double p = RealMath.Exp(-mean), reached = p;
        int count = 0;
        while (count < most && u > reached)
        {
            count++;
            p = (p * mean) * StepConstants.Reciprocal[count];
            reached += p;
        }

        return count;
    }
}
