package prefmill.pipelines.ledger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Rejection;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.rows.Config;
import prefmill.transforms.rows.Fate;
import prefmill.transforms.rows.RowRef;
import prefmill.transforms.splits.Side;

class LedgerShardTest {
  private static final Id ROW = new Id(1, 1);
  private static final Id OTHER = new Id(2, 2);
  private static final Reason STRADDLES = Reason.of(Stage.SPLIT, "straddles");
  private static final Reason CONFLICT = Reason.of(Stage.SETTLE, "conflict");
  private static final Reason CAPPED = new Reason(Stage.CAP, "person", 6.0, 5.0);
  private static final Reason COLLAPSED = Reason.of(Stage.NEAR_DUPLICATE, "collapsed");

  private static LedgerItem refused(String event, Reason reason, String winner) {
    Outcomes.Gatherer said = new Outcomes.Gatherer(0);
    said.reject(event, reason, winner);
    return LedgerItem.of(said.outcomes());
  }

  private static LedgerItem used(String event, Id row) {
    Outcomes.Gatherer said = new Outcomes.Gatherer(0);
    said.use(event, row);
    return LedgerItem.of(said.outcomes());
  }

  private static LedgerItem dropped(Id row, Reason reason, Id winner) {
    return LedgerItem.of(
        new Fate(new RowRef(row, row, Config.SFT, Side.TRAIN, 0, 1), reason, winner));
  }

  private static DeadLetter letter(String id, String file, long offset) {
    return new DeadLetter(id, "app", file, 1, offset, 7, "bad_json", "m", null);
  }

  private static Balance balance(LedgerItem... items) {
    LedgerShard shard = new LedgerShard();
    for (LedgerItem item : items) {
      shard.add(item);
    }
    List<LedgerLine> lines = shard.lines();
    return new Balance(
        lines.stream().map(LedgerLine::entry).toList(),
        lines.stream().map(LedgerLine::rejection).filter(Objects::nonNull).toList(),
        lines.stream().map(LedgerLine::deadLetter).filter(Objects::nonNull).toList());
  }

  /** The lines of a shard, by what they hold. */
  private record Balance(
      List<LedgerEntry> entries, List<Rejection> rejections, List<DeadLetter> deadLetters) {}

  @Test
  void whoSupportsARowThatStaysIsUsed() {
    Balance balance =
        balance(
            refused("e", STRADDLES, null),
            used("e", OTHER),
            used("e", ROW),
            used("e", ROW),
            dropped(OTHER, CAPPED, Id.NONE));
    assertThat(balance.entries(), contains(LedgerEntry.used("e", List.of(ROW.hex()))));
    assertThat(balance.rejections(), is(List.of()));
  }

  @Test
  void theFirstRuleInTheFlowIsTold() {
    Balance balance =
        balance(
            refused("e", CONFLICT, null),
            refused("e", STRADDLES, null),
            refused("f", CONFLICT, null));
    assertThat(
        balance.entries(),
        contains(
            LedgerEntry.rejected("e", "split", "straddles", null, null),
            LedgerEntry.rejected("f", "settle", "conflict", null, null)));
  }

  @Test
  void ofADroppedRowTheFateIsTold() {
    Balance balance =
        balance(
            dropped(ROW, CAPPED, Id.NONE),
            used("e", ROW),
            used("e", OTHER),
            dropped(OTHER, COLLAPSED, new Id(9, 9)));
    assertThat(
        balance.entries(),
        contains(LedgerEntry.rejected("e", "near_duplicate", "collapsed", null, null)));
    assertThat(balance.rejections().get(0).rowId(), is(OTHER.hex()));
    assertThat(balance.rejections().get(0).winner(), is(new Id(9, 9).hex()));
  }

  @Test
  void aRuleBeforeTheFateIsToldInstead() {
    Balance balance =
        balance(used("e", ROW), dropped(ROW, CAPPED, Id.NONE), refused("e", CONFLICT, "w"));
    assertThat(balance.rejections().get(0).rule(), is("conflict"));
    assertThat(balance.rejections().get(0).rowId(), nullValue());
    assertThat(balance.rejections().get(0).winner(), is("w"));
  }

  @Test
  void equalDeadLettersAreOneWithTheLeastPlace() {
    Balance balance =
        balance(
            LedgerItem.of(letter("d", "b.jsonl", 1)),
            LedgerItem.of(letter("d", "a.jsonl", 9)),
            LedgerItem.of(letter("d", "a.jsonl", 5)));
    assertThat(balance.deadLetters(), contains(letter("d", "a.jsonl", 5)));
    assertThat(balance.entries(), contains(LedgerEntry.dead("d", "bad_json")));
  }

  @Test
  void anEventFromTheFutureIsDeadUnderItsId() {
    Outcomes.Gatherer said = new Outcomes.Gatherer(0);
    said.dead("e", "clock_skew");
    Balance balance = balance(LedgerItem.of(said.outcomes()));
    assertThat(balance.entries(), contains(LedgerEntry.dead("e", "clock_skew")));
    assertThat(balance.deadLetters().get(0).errorClass(), is("clock_skew"));
  }

  @Test
  void entriesAreInTheOrderOfTheirBytesWhateverCameFirst() {
    List<LedgerItem> items = new ArrayList<>();
    for (String event : List.of("b", "B", "\ue000", "\ud83d\ude00", "", "a")) {
      items.add(refused(event, CONFLICT, "w2"));
      items.add(refused(event, CONFLICT, "w1"));
      items.add(refused(event, STRADDLES, null));
    }
    items.add(used("r", OTHER));
    items.add(used("r", ROW));
    items.add(dropped(ROW, CAPPED, Id.NONE));
    items.add(dropped(OTHER, CAPPED, Id.NONE));
    Balance expected = balance(items.toArray(new LedgerItem[0]));
    Collections.shuffle(items, new Random(7));
    Balance shuffled = balance(items.toArray(new LedgerItem[0]));
    assertThat(shuffled, equalTo(expected));
    assertThat(
        expected.entries().stream().map(LedgerEntry::eventId).toList(),
        contains("", "B", "a", "b", "r", "\ue000", "\ud83d\ude00"));
    assertThat(expected.rejections().get(4).rowId(), is(ROW.hex()));
  }
}
