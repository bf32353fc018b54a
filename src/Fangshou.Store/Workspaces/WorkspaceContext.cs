using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Fangshou.Store;

/// <summary>The tables of a workspace, the same in SQLite and PostgreSQL. Made for one unit of work, then thrown away.</summary>
sealed class WorkspaceContext(DbContextOptions<WorkspaceContext> options) : DbContext(options)
{
    public DbSet<Fact> Facts => Set<Fact>();

    public DbSet<PackageFile> Files => Set<PackageFile>();

    public DbSet<LedgerRow> Rows => Set<LedgerRow>();

    public DbSet<Revision> Revisions => Set<Revision>();

    public DbSet<Candidate> Candidates => Set<Candidate>();

    public DbSet<ForecastRecord> Forecasts => Set<ForecastRecord>();

    public DbSet<OutcomeRecord> Outcomes => Set<OutcomeRecord>();

    public DbSet<RunRecord> Runs => Set<RunRecord>();

    public DbSet<AlertRule> AlertRules => Set<AlertRule>();

    public DbSet<AlertDelivery> AlertDeliveries => Set<AlertDelivery>();

    public DbSet<User> Users => Set<User>();

    public DbSet<ApiKey> Keys => Set<ApiKey>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Refuse();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Refuse();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    void Refuse()
    {
        foreach (EntityEntry entry in ChangeTracker.Entries())
            if (entry.State == EntityState.Deleted || (entry.State == EntityState.Modified && entry.Entity is IWrittenOnce))
                throw new InvalidOperationException($"a {entry.Metadata.ClrType.Name} is never changed or removed.");
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // One form in both databases: a whole number of milliseconds, which sorts and compares alike everywhere.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMilliseconds>();
        configurationBuilder.Properties<RevisionKind>().HaveConversion<Word<RevisionKind>>();
        configurationBuilder.Properties<CandidateState>().HaveConversion<Word<CandidateState>>();
        configurationBuilder.Properties<Role>().HaveConversion<Word<Role>>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Fact>().ToTable("facts").HasKey(f => f.Name);
        modelBuilder.Entity<PackageFile>().ToTable("files").HasKey(f => f.Path);
        modelBuilder.Entity<LedgerRow>(row =>
        {
            row.ToTable("rows").HasKey(r => new { r.Table, r.Key });
            row.HasIndex(r => new { r.Table, r.Position }).IsUnique();
            row.HasOne<PackageFile>().WithMany().HasForeignKey(r => r.Table).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Revision>(revision =>
        {
            revision.ToTable("revisions").HasKey(r => r.Number);
            revision.HasIndex(r => new { r.Table, r.Key });
            revision.HasOne<Candidate>().WithMany().HasForeignKey(r => r.Candidate).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Candidate>(candidate =>
        {
            candidate.ToTable("candidates").HasKey(c => c.Id);
            candidate.HasIndex(c => c.State);
        });
        modelBuilder.Entity<ForecastRecord>().ToTable("forecasts").HasKey(f => f.Number);
        modelBuilder.Entity<OutcomeRecord>(outcome =>
        {
            outcome.ToTable("outcomes").HasKey(o => new { o.Forecast, o.Number });
            outcome.HasOne<ForecastRecord>().WithMany().HasForeignKey(o => o.Forecast).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<RunRecord>().ToTable("runs").HasKey(r => r.Id);
        modelBuilder.Entity<AlertRule>().ToTable("alert_rules").HasKey(r => r.Id);
        modelBuilder.Entity<AlertDelivery>(delivery =>
        {
            delivery.ToTable("alert_deliveries").HasKey(d => d.Number);
            delivery.HasOne<AlertRule>().WithMany().HasForeignKey(d => d.Rule).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<User>().ToTable("users").HasKey(u => u.Name);
        modelBuilder.Entity<ApiKey>(key =>
        {
            key.ToTable("keys").HasKey(k => k.Id);
            key.HasOne<User>().WithMany().HasForeignKey(k => k.User).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<AuditEntry>().ToTable("audit").HasKey(a => a.Number);

        foreach (IMutableEntityType entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (IMutableProperty property in entity.GetProperties())
            {
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
                // Every number is given by us, under the lock: no identity columns, which the two databases do not have in common.
                property.ValueGenerated = ValueGenerated.Never;
            }
        }
    }

    sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));

    sealed class Word<T>() : ValueConverter<T, string>(value => Json.Word(value), text => Enum.Parse<T>(text, true))
        where T : struct, Enum;
}
