using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Fangshou.Store.Migrations;

/// <summary>The package, its revisions and the candidates. Kept by hand: no column names a type of one database.</summary>
[DbContext(typeof(WorkspaceContext))]
[Migration("20261126000001_ledger")]
sealed class LedgerTables : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("facts", t => new { name = t.Column<string>(), text = t.Column<string>() }, constraints: t => t.PrimaryKey("PK_facts", f => f.name));
        migrationBuilder.CreateTable(
            "files",
            t => new
            {
                path = t.Column<string>(),
                bytes = t.Column<byte[]>(),
                columns = t.Column<string>(nullable: true),
                key_columns = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_files", f => f.path));
        migrationBuilder.CreateTable(
            "rows",
            t => new
            {
                table = t.Column<string>(),
                key = t.Column<string>(),
                position = t.Column<int>(),
                cells = t.Column<string>(),
                version = t.Column<long>(),
                retired = t.Column<bool>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_rows", r => new { r.table, r.key });
                t.ForeignKey("FK_rows_files_table", r => r.table, "files", "path", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_rows_table_position", "rows", ["table", "position"], unique: true);
        migrationBuilder.CreateTable(
            "candidates",
            t => new
            {
                id = t.Column<long>(),
                kind = t.Column<string>(),
                table = t.Column<string>(),
                key = t.Column<string>(),
                base_version = t.Column<long>(),
                cells = t.Column<string>(),
                successor = t.Column<string>(nullable: true),
                why = t.Column<string>(),
                source = t.Column<string>(),
                who = t.Column<string>(),
                at = t.Column<long>(),
                state = t.Column<string>(),
                reviewer = t.Column<string>(nullable: true),
                reviewed_at = t.Column<long>(nullable: true),
                comment = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_candidates", c => c.id));
        migrationBuilder.CreateIndex("IX_candidates_state", "candidates", "state");
        migrationBuilder.CreateTable(
            "revisions",
            t => new
            {
                number = t.Column<long>(),
                table = t.Column<string>(),
                key = t.Column<string>(),
                kind = t.Column<string>(),
                column = t.Column<string>(nullable: true),
                old = t.Column<string>(nullable: true),
                @new = t.Column<string>(nullable: true),
                why = t.Column<string>(),
                source = t.Column<string>(),
                who = t.Column<string>(),
                at = t.Column<long>(),
                candidate = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_revisions", r => r.number);
                t.ForeignKey("FK_revisions_candidates_candidate", r => r.candidate, "candidates", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_revisions_table_key", "revisions", ["table", "key"]);
        migrationBuilder.CreateIndex("IX_revisions_candidate", "revisions", "candidate");
    }
}
