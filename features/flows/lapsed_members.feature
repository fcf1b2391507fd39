Feature: A gym asks those back who used to come
  People and their past come from the gym's own export, in files beside this one.

  Background:
    Given the shop "Iron Yard" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00
    And the people in "members.csv"
    And the history in "visits.jsonl"
    And the segment "Lapsed members" is:
      """
      performed "Class Attended" at least 2 times within 90 days
      and not performed "Class Attended" within 30 days
      """

  Scenario: Who has been away for a month is lapsed, until the gate sees them again
    Then "Uma" is in the segment "Lapsed members"
    And "Vic" is not in the segment "Lapsed members"
    When "gate" reports "Class Attended" of "Uma" with:
      | data  | value |
      | class | Yoga  |
    Then "Uma" is not in the segment "Lapsed members"
    And the segment "Lapsed members" holds 1 person
    And the history of "Uma" counts 3 "Class Attended"

  Scenario: Only who said yes is asked back
    Given the campaign "We miss you" starts on "Membership Paused" and waits 1 day
    And the campaign "We miss you" requires email consent
    When "desk" reports "Membership Paused" of "Uma"
    And "desk" reports "Membership Paused" of "Wes"
    And 2 days pass
    Then the campaign "We miss you" sends 1 message to "Uma"
    And the campaign "We miss you" sends nothing to "Wes"
    And nobody receives email without recorded consent
