using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Fangshou.Store.Migrations;

/// <summary>Forecasts, runs, alerts, users and their keys, and the audit log. Kept by hand: no column names a type of one database.</summary>
[DbContext(typeof(WorkspaceContext))]
[Migration("20261126000002_team")]
sealed class TeamTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Forecasts(migrationBuilder);
        Alerts(migrationBuilder);
        Users(migrationBuilder);
    }

    static void Forecasts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "forecasts",
            t => new { number = t.Column<int>(), bytes = t.Column<byte[]>(), sha256 = t.Column<string>(), who = t.Column<string>(), at = t.Column<long>() },
            constraints: t => t.PrimaryKey("PK_forecasts", f => f.number));
        migrationBuilder.CreateTable(
            "outcomes",
            t => new { forecast = t.Column<int>(), number = t.Column<int>(), json = t.Column<string>(), who = t.Column<string>(), at = t.Column<long>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_outcomes", o => new { o.forecast, o.number });
                t.ForeignKey("FK_outcomes_forecasts_forecast", o => o.forecast, "forecasts", "number", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            "runs",
            t => new
            {
                id = t.Column<string>(),
                request = t.Column<string>(),
                result = t.Column<string>(),
                seed = t.Column<string>(),
                model_version = t.Column<string>(),
                at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("PK_runs", r => r.id));
    }

    static void Alerts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "alert_rules",
            t => new
            {
                id = t.Column<long>(),
                text = t.Column<string>(),
                parsed = t.Column<string>(),
                owner = t.Column<string>(),
                at = t.Column<long>(),
                state = t.Column<string>(),
                disabled = t.Column<bool>(),
            },
            constraints: t => t.PrimaryKey("PK_alert_rules", r => r.id));
        migrationBuilder.CreateTable(
            "alert_deliveries",
            t => new
            {
                number = t.Column<long>(),
                rule = t.Column<long>(),
                attempt = t.Column<int>(),
                message = t.Column<string>(),
                target = t.Column<string>(),
                delivered = t.Column<bool>(),
                answer = t.Column<string>(),
                at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_alert_deliveries", d => d.number);
                t.ForeignKey("FK_alert_deliveries_alert_rules_rule", d => d.rule, "alert_rules", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_alert_deliveries_rule", "alert_deliveries", "rule");
    }

    static void Users(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "users",
            t => new { name = t.Column<string>(), role = t.Column<string>(), created = t.Column<long>(), disabled = t.Column<bool>() },
            constraints: t => t.PrimaryKey("PK_users", u => u.name));
        migrationBuilder.CreateTable(
            "keys",
            t => new
            {
                id = t.Column<string>(),
                user = t.Column<string>(),
                label = t.Column<string>(),
                salt = t.Column<byte[]>(),
                hash = t.Column<byte[]>(),
                iterations = t.Column<int>(),
                created = t.Column<long>(),
                revoked = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_keys", k => k.id);
                t.ForeignKey("FK_keys_users_user", k => k.user, "users", "name", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_keys_user", "keys", "user");
        migrationBuilder.CreateTable(
            "audit",
            t => new
            {
                number = t.Column<long>(),
                who = t.Column<string>(),
                what = t.Column<string>(),
                on = t.Column<string>(),
                detail = t.Column<string>(),
                at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("PK_audit", a => a.number));
    }
}
