using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Fangshou.Store.Migrations;

/// <summary>The tables as all migrations together leave them. Kept by hand beside them; a test holds it against the context's model in both databases.</summary>
[DbContext(typeof(WorkspaceContext))]
sealed class WorkspaceSnapshot : ModelSnapshot
{
    /// <inheritdoc/>
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity("Fangshou.Store.Fact", e =>
        {
            e.Property<string>("Name").HasColumnName("name").IsRequired().ValueGeneratedNever();
            e.Property<string>("Text").HasColumnName("text").IsRequired().ValueGeneratedNever();
            e.HasKey("Name");
            e.ToTable("facts");
        });
        modelBuilder.Entity("Fangshou.Store.PackageFile", e =>
        {
            e.Property<string>("Path").HasColumnName("path").IsRequired().ValueGeneratedNever();
            e.Property<byte[]>("Bytes").HasColumnName("bytes").IsRequired().ValueGeneratedNever();
            e.Property<string>("Columns").HasColumnName("columns").ValueGeneratedNever();
            e.Property<string>("KeyColumns").HasColumnName("key_columns").ValueGeneratedNever();
            e.HasKey("Path");
            e.ToTable("files");
        });
        modelBuilder.Entity("Fangshou.Store.LedgerRow", e =>
        {
            e.Property<string>("Table").HasColumnName("table").IsRequired().ValueGeneratedNever();
            e.Property<string>("Key").HasColumnName("key").IsRequired().ValueGeneratedNever();
            e.Property<int>("Position").HasColumnName("position").ValueGeneratedNever();
            e.Property<string>("Cells").HasColumnName("cells").IsRequired().ValueGeneratedNever();
            e.Property<long>("Version").HasColumnName("version").ValueGeneratedNever();
            e.Property<bool>("Retired").HasColumnName("retired").ValueGeneratedNever();
            e.HasKey("Table", "Key");
            e.ToTable("rows");
            e.HasIndex("Table", "Position").IsUnique();
            e.HasOne("Fangshou.Store.PackageFile", null).WithMany().HasForeignKey("Table").OnDelete(DeleteBehavior.Restrict).IsRequired();
        });
        modelBuilder.Entity("Fangshou.Store.Candidate", e =>
        {
            e.Property<long>("Id").HasColumnName("id").ValueGeneratedNever();
            e.Property<string>("Kind").HasColumnName("kind").IsRequired().ValueGeneratedNever();
            e.Property<string>("Table").HasColumnName("table").IsRequired().ValueGeneratedNever();
            e.Property<string>("Key").HasColumnName("key").IsRequired().ValueGeneratedNever();
            e.Property<long>("BaseVersion").HasColumnName("base_version").ValueGeneratedNever();
            e.Property<string>("Cells").HasColumnName("cells").IsRequired().ValueGeneratedNever();
            e.Property<string>("Successor").HasColumnName("successor").ValueGeneratedNever();
            e.Property<string>("Why").HasColumnName("why").IsRequired().ValueGeneratedNever();
            e.Property<string>("Source").HasColumnName("source").IsRequired().ValueGeneratedNever();
            e.Property<string>("Who").HasColumnName("who").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.Property<string>("State").HasColumnName("state").IsRequired().ValueGeneratedNever();
            e.Property<string>("Reviewer").HasColumnName("reviewer").ValueGeneratedNever();
            e.Property<long?>("ReviewedAt").HasColumnName("reviewed_at").ValueGeneratedNever();
            e.Property<string>("Comment").HasColumnName("comment").ValueGeneratedNever();
            e.HasKey("Id");
            e.ToTable("candidates");
            e.HasIndex("State");
        });
        modelBuilder.Entity("Fangshou.Store.Revision", e =>
        {
            e.Property<long>("Number").HasColumnName("number").ValueGeneratedNever();
            e.Property<string>("Table").HasColumnName("table").IsRequired().ValueGeneratedNever();
            e.Property<string>("Key").HasColumnName("key").IsRequired().ValueGeneratedNever();
            e.Property<string>("Kind").HasColumnName("kind").IsRequired().ValueGeneratedNever();
            e.Property<string>("Column").HasColumnName("column").ValueGeneratedNever();
            e.Property<string>("Old").HasColumnName("old").ValueGeneratedNever();
            e.Property<string>("New").HasColumnName("new").ValueGeneratedNever();
            e.Property<string>("Why").HasColumnName("why").IsRequired().ValueGeneratedNever();
            e.Property<string>("Source").HasColumnName("source").IsRequired().ValueGeneratedNever();
            e.Property<string>("Who").HasColumnName("who").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.Property<long?>("Candidate").HasColumnName("candidate").ValueGeneratedNever();
            e.HasKey("Number");
            e.ToTable("revisions");
            e.HasIndex("Candidate");
            e.HasIndex("Table", "Key");
            e.HasOne("Fangshou.Store.Candidate", null).WithMany().HasForeignKey("Candidate").OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity("Fangshou.Store.ForecastRecord", e =>
        {
            e.Property<int>("Number").HasColumnName("number").ValueGeneratedNever();
            e.Property<byte[]>("Bytes").HasColumnName("bytes").IsRequired().ValueGeneratedNever();
            e.Property<string>("Sha256").HasColumnName("sha256").IsRequired().ValueGeneratedNever();
            e.Property<string>("Who").HasColumnName("who").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.HasKey("Number");
            e.ToTable("forecasts");
        });
        modelBuilder.Entity("Fangshou.Store.OutcomeRecord", e =>
        {
            e.Property<int>("Forecast").HasColumnName("forecast").ValueGeneratedNever();
            e.Property<int>("Number").HasColumnName("number").ValueGeneratedNever();
            e.Property<string>("Json").HasColumnName("json").IsRequired().ValueGeneratedNever();
            e.Property<string>("Who").HasColumnName("who").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.HasKey("Forecast", "Number");
            e.ToTable("outcomes");
            e.HasOne("Fangshou.Store.ForecastRecord", null).WithMany().HasForeignKey("Forecast").OnDelete(DeleteBehavior.Restrict).IsRequired();
        });
        modelBuilder.Entity("Fangshou.Store.RunRecord", e =>
        {
            e.Property<string>("Id").HasColumnName("id").IsRequired().ValueGeneratedNever();
            e.Property<string>("Request").HasColumnName("request").IsRequired().ValueGeneratedNever();
            e.Property<string>("Result").HasColumnName("result").IsRequired().ValueGeneratedNever();
            e.Property<string>("Seed").HasColumnName("seed").IsRequired().ValueGeneratedNever();
            e.Property<string>("ModelVersion").HasColumnName("model_version").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.HasKey("Id");
            e.ToTable("runs");
        });
        modelBuilder.Entity("Fangshou.Store.AlertRule", e =>
        {
            e.Property<long>("Id").HasColumnName("id").ValueGeneratedNever();
            e.Property<string>("Text").HasColumnName("text").IsRequired().ValueGeneratedNever();
            e.Property<string>("Parsed").HasColumnName("parsed").IsRequired().ValueGeneratedNever();
            e.Property<string>("Owner").HasColumnName("owner").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.Property<string>("State").HasColumnName("state").IsRequired().ValueGeneratedNever();
            e.Property<bool>("Disabled").HasColumnName("disabled").ValueGeneratedNever();
            e.HasKey("Id");
            e.ToTable("alert_rules");
        });
        modelBuilder.Entity("Fangshou.Store.AlertDelivery", e =>
        {
            e.Property<long>("Number").HasColumnName("number").ValueGeneratedNever();
            e.Property<long>("Rule").HasColumnName("rule").ValueGeneratedNever();
            e.Property<int>("Attempt").HasColumnName("attempt").ValueGeneratedNever();
            e.Property<string>("Message").HasColumnName("message").IsRequired().ValueGeneratedNever();
            e.Property<string>("Target").HasColumnName("target").IsRequired().ValueGeneratedNever();
            e.Property<bool>("Delivered").HasColumnName("delivered").ValueGeneratedNever();
            e.Property<string>("Answer").HasColumnName("answer").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.HasKey("Number");
            e.ToTable("alert_deliveries");
            e.HasIndex("Rule");
            e.HasOne("Fangshou.Store.AlertRule", null).WithMany().HasForeignKey("Rule").OnDelete(DeleteBehavior.Restrict).IsRequired();
        });
        modelBuilder.Entity("Fangshou.Store.User", e =>
        {
            e.Property<string>("Name").HasColumnName("name").IsRequired().ValueGeneratedNever();
            e.Property<string>("Role").HasColumnName("role").IsRequired().ValueGeneratedNever();
            e.Property<long>("Created").HasColumnName("created").ValueGeneratedNever();
            e.Property<bool>("Disabled").HasColumnName("disabled").ValueGeneratedNever();
            e.HasKey("Name");
            e.ToTable("users");
        });
        modelBuilder.Entity("Fangshou.Store.ApiKey", e =>
        {
            e.Property<string>("Id").HasColumnName("id").IsRequired().ValueGeneratedNever();
            e.Property<string>("User").HasColumnName("user").IsRequired().ValueGeneratedNever();
            e.Property<string>("Label").HasColumnName("label").IsRequired().ValueGeneratedNever();
            e.Property<byte[]>("Salt").HasColumnName("salt").IsRequired().ValueGeneratedNever();
            e.Property<byte[]>("Hash").HasColumnName("hash").IsRequired().ValueGeneratedNever();
            e.Property<int>("Iterations").HasColumnName("iterations").ValueGeneratedNever();
            e.Property<long>("Created").HasColumnName("created").ValueGeneratedNever();
            e.Property<long?>("Revoked").HasColumnName("revoked").ValueGeneratedNever();
            e.HasKey("Id");
            e.ToTable("keys");
            e.HasIndex("User");
            e.HasOne("Fangshou.Store.User", null).WithMany().HasForeignKey("User").OnDelete(DeleteBehavior.Restrict).IsRequired();
        });
        modelBuilder.Entity("Fangshou.Store.AuditEntry", e =>
        {
            e.Property<long>("Number").HasColumnName("number").ValueGeneratedNever();
            e.Property<string>("Who").HasColumnName("who").IsRequired().ValueGeneratedNever();
            e.Property<string>("What").HasColumnName("what").IsRequired().ValueGeneratedNever();
            e.Property<string>("On").HasColumnName("on").IsRequired().ValueGeneratedNever();
            e.Property<string>("Detail").HasColumnName("detail").IsRequired().ValueGeneratedNever();
            e.Property<long>("At").HasColumnName("at").ValueGeneratedNever();
            e.HasKey("Number");
            e.ToTable("audit");
        });
    }
}
